package io.carillon.stack.launch;

import io.carillon.stack.client.StandInSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls become appointments: by the keys of a telephone, and by an assistant's tools. */
final class CallScenes {

    private static final String CLINIC_NUMBER = "+15555555678";
    private static final String PATIENT_NUMBER = "+15555551234";
    // Another patient: nobody can be with two doctors at the same time.
    private static final String ASSISTED_NUMBER = "+15555551299";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern ACTION = Pattern.compile("<Gather[^>]*action=\"([^\"]+)\"");
    private static final Pattern OFFER = Pattern.compile("startTime (\\S+), durationMinutes \\d+, doctorId ([^)\\s]+)");

    private final Stage stage;
    private final String callSid;
    private String nextTurn = "";

    CallScenes(Stage stage) {
        this.stage = stage;
        this.callSid = "CA%032x".formatted(stage.clock().millis());
    }

    void ring() {
        // The directory of clinics reaches webhook-service by Kafka a moment after the services are ready.
        stage.await(
                "the directory of clinics",
                SOON,
                () -> Optional.of(stage.look("/api/webhook-health"))
                        .filter(answer ->
                                answer.statusCode() == 200 && new JsonObject(answer.body()).getInteger("clinics") > 0));
        var answer = stage.twilio(
                "/api/voice/incoming",
                Map.of("CallSid", callSid, "From", PATIENT_NUMBER, "To", CLINIC_NUMBER, "CallStatus", "ringing"));
        stage.see(answer.statusCode() == 200 && answer.body().contains("<Response>"), "TwiML that greets and asks");
        nextTurn = gatherAction(answer.body());
        var type = new CallTopic("127.0.0.1:" + stage.installation().ports().kafka()).firstEventOf(callSid);
        stage.see(type.isPresent(), "the event %s of this call on carillon.calls".formatted(type.orElse("(any)")));
    }

    void askForTimes() {
        var answer = gather("1");
        stage.see(answer.contains("<Gather"), "times are offered in the answer to the first key");
        nextTurn = gatherAction(answer);
    }

    void pick() {
        var before = appointments();
        var answer = gather("1");
        stage.see(!answer.contains("<Gather"), "no further question: it is confirmed");
        seeOneMoreThan(before);
    }

    void bookByAssistant() {
        var free = tool("check_availability", new JsonObject());
        var offer = OFFER.matcher(free);
        stage.see(offer.find(), "the assistant hears of free times");
        var before = appointments();
        var booked = tool(
                "book_appointment",
                new JsonObject().put("startTime", offer.group(1)).put("doctorId", offer.group(2)));
        stage.see(booked.startsWith("Confirmed"), "the tool's result says Confirmed");
        seeOneMoreThan(before);
    }

    private String gather(String digits) {
        var answer = stage.twilio(
                nextTurn,
                Map.of(
                        "CallSid", callSid,
                        "From", PATIENT_NUMBER,
                        "To", CLINIC_NUMBER,
                        "CallStatus", "in-progress",
                        "Digits", digits));
        stage.see(answer.statusCode() == 200, "an answer in the same request");
        return answer.body();
    }

    private String gatherAction(String twiml) {
        var action = ACTION.matcher(twiml);
        stage.see(action.find(), "a <Gather> that says where the caller's answer goes");
        var target = action.group(1).replace("&amp;", "&");
        var base = stage.installation().frontDoor();
        return target.startsWith(base) ? target.substring(base.length()) : target;
    }

    private String tool(String name, JsonObject arguments) {
        var call = new JsonObject()
                .put("id", "tool-" + name)
                .put("type", "function")
                .put("function", new JsonObject().put("name", name).put("arguments", arguments));
        var message = new JsonObject()
                .put("type", "tool-calls")
                .put(
                        "call",
                        new JsonObject()
                                .put("id", "vapi-" + callSid)
                                .put("customer", new JsonObject().put("number", ASSISTED_NUMBER)))
                .put("phoneNumber", new JsonObject().put("number", CLINIC_NUMBER))
                .put("toolCallList", new JsonArray().add(call));
        var secret = Optional.ofNullable(System.getenv("VAPI_SERVER_SECRET"))
                .orElseGet(() -> StandInSettings.LOCAL_CREDENTIALS.getOrDefault("VAPI_SERVER_SECRET", ""));
        var answer = stage.post(
                "/api/vapi/webhook", Map.of("X-Vapi-Secret", secret), new JsonObject().put("message", message));
        stage.see(answer.statusCode() == 200, "Vapi is answered 200");
        var result = new JsonObject(answer.body()).getJsonArray("results").getJsonObject(0);
        return result.getString("result", "error: " + result.getString("error"));
    }

    private Set<String> appointments() {
        var answer = stage.look("/api/appointments?limit=100");
        stage.see(answer.statusCode() == 200, "the list of appointments");
        return new JsonObject(answer.body())
                .getJsonArray("appointments").stream()
                        .map(JsonObject.class::cast)
                        .map(appointment -> appointment.getString("id"))
                        .collect(Collectors.toSet());
    }

    private void seeOneMoreThan(Set<String> before) {
        var added = new HashSet<>(appointments());
        added.removeAll(before);
        stage.see(added.size() == 1, "exactly one appointment more: " + added);
    }
}
