package io.carillon.webhook.vapi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a tool has to say to the assistant that called it. */
sealed interface ToolResult {

    /** @param promise what the assistant will now tell the caller is booked; null for anything else */
    record Done(String text, @Nullable Promise promise) implements ToolResult {
        Done(String text) {
            this(text, null);
        }
    }

    /** @param text a fixed code, a colon, and what the assistant should do or ask the caller */
    record Failed(String text) implements ToolResult {}

    /** An appointment that is committed. @param callId of the call on which it was booked */
    record Promise(String callId, String appointmentId, Instant startTime) {}

    static ToolResult failed(String code, String detail) {
        return new Failed(code + ": " + detail);
    }

    /** As nothing was asked of booking-service, or it said that nothing was done. */
    static ToolResult unavailable() {
        return failed("UNAVAILABLE", "the calendar cannot be reached; nothing was changed and nothing is promised");
    }

    /** As nobody knows whether it was done. */
    static ToolResult unsure() {
        return failed(
                "UNSURE",
                "the calendar did not answer; it may be done, so say neither that it is nor that it is not,"
                        + " and offer to put the caller through to a person");
    }

    static ToolResult closed() {
        return failed(
                "BOOKING_CLOSED",
                "the clinic takes no bookings at the moment and changes none; the caller may call again later");
    }
}
