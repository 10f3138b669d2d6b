package io.carillon.webhook.twilioerror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.carillon.events.CallEvent.CallbackAccepted;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error in a callback. The debugger's webhook (https://www.twilio.com/docs/usage/troubleshooting/debugging-event-webhooks)
 * has it as {@code error_code} in the JSON of its field {@code Payload}, with {@code Level} and {@code Timestamp} beside it;
 * status callbacks have {@code ErrorCode}.
 *
 * @param level {@code ERROR} or {@code WARNING}; null where nothing was said
 * @param occurredAt null where nothing readable was said
 */
record TwilioError(
        String code, @Nullable String level, @Nullable Instant occurredAt) {

    private static final String DEBUGGER = "voice.events";

    private static final Pattern CODE = Pattern.compile("[0-9]{5,6}");

    private static final JsonMapper JSON = new JsonMapper();

    /** Whether there may be one: a look at names only. */
    static boolean possibleIn(CallbackAccepted callback) {
        return callback.provider().equals("twilio")
                && (callback.kind().equals(DEBUGGER)
                        || callback.kind().endsWith(".status") && field(callback, "ErrorCode") != null);
    }

    /** Empty when it tells of no error: other events come to the same address. */
    static Optional<TwilioError> in(CallbackAccepted callback) {
        if (!callback.kind().equals(DEBUGGER)) {
            return of(field(callback, "ErrorCode"), "ERROR", null);
        }
        var body = callback.body() == null ? MissingNode.getInstance() : json(callback.body());
        var payload = payload(callback, body);
        return of(
                code(payload),
                either(field(callback, "Level"), body.path("Level").textValue()),
                either(field(callback, "Timestamp"), body.path("Timestamp").textValue()));
    }

    private static Optional<TwilioError> of(@Nullable String code, @Nullable String level, @Nullable String time) {
        if (code == null || !CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        var known = level == null
                ? null
                : switch (level) {
                    case "Error", "ERROR" -> "ERROR";
                    case "Warning", "WARNING" -> "WARNING";
                    default -> null;
                };
        return Optional.of(new TwilioError(code, known, instant(time)));
    }

    /** A form's field, or where JSON was sent, the object or text of that name, or all of it. */
    private static JsonNode payload(CallbackAccepted callback, JsonNode body) {
        var field = field(callback, "Payload");
        if (field != null) {
            return json(field);
        }
        var payload = body.path("Payload");
        return payload.isTextual() ? json(payload.textValue()) : payload.isObject() ? payload : body;
    }

    private static @Nullable String code(JsonNode payload) {
        var code = payload.path("error_code");
        return code.isTextual() || code.isIntegralNumber() ? code.asText() : null;
    }

    private static JsonNode json(String text) {
        try {
            var read = JSON.readTree(text);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null || text.length() > 40 ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String field(CallbackAccepted callback, String name) {
        for (var parameter : callback.parameters()) {
            if (parameter.name().equals(name) && !parameter.value().isEmpty()) {
                return parameter.value();
            }
        }
        return null;
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one != null ? one : other;
    }
}
