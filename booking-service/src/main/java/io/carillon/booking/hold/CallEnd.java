package io.carillon.booking.hold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.carillon.events.CallEvent.CallbackAccepted;
import java.util.Set;

/** Tells by a callback whether its call is over. */
final class CallEnd {

    /** After these Twilio says no more of a call (twilio.com/docs/voice/api/call-resource, call status values). */
    private static final Set<String> TWILIO_FINAL = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private static final JsonMapper JSON = new JsonMapper();

    private CallEnd() {}

    static boolean in(CallbackAccepted callback) {
        return switch (callback.provider()) {
            case "twilio" ->
                callback.kind().equals("voice.status")
                        && callback.parameters().stream()
                                .anyMatch(parameter -> parameter.name().equals("CallStatus")
                                        && TWILIO_FINAL.contains(parameter.value()));
            case "vapi" ->
                switch (callback.kind()) {
                    case "end-of-call-report" -> true;
                    // docs.vapi.ai/server-url/events: scheduled, queued, ringing, in-progress, forwarding, ended.
                    case "status-update" -> "ended".equals(status(callback.body()));
                    default -> false;
                };
            default -> false;
        };
    }

    private static String status(@org.jspecify.annotations.Nullable String body) {
        try {
            return body == null ? "" : JSON.readTree(body).path("status").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
