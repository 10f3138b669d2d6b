package io.carillon.webhook.vapi;

/** What booking-service refuses, and what an assistant can do about it. */
final class Refusals {

    private Refusals() {}

    /** @param detail booking-service's own words, which name nobody */
    static ToolResult of(String code, String detail) {
        return ToolResult.failed(
                code,
                switch (code) {
                    case "UNKNOWN_DOCTOR" ->
                        "there is no such doctor; leave doctorId out for whoever is free, or use one from an earlier result";
                    case "UNKNOWN_PATIENT" ->
                        "there is no such patient; leave patientId out, the caller's number is enough";
                    case "OUTSIDE_SCHEDULE", "SCHEDULE_MISSING" ->
                        detail + " Call check_availability and offer the caller what is free.";
                    case "START_IN_PAST" -> detail + " Ask the caller for a time to come.";
                    case "IDEMPOTENCY_KEY_REUSED" ->
                        "this tool call was made before with other arguments; call the tool anew";
                    default -> detail;
                });
    }
}
