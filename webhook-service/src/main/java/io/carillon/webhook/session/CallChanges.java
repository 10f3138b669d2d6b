package io.carillon.webhook.session;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.webhook.session.Change.Kind;
import io.carillon.webhook.session.Change.Origin;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a callback says about its call: begun, going on, over; or nothing, as those of messages. */
final class CallChanges {

    /** Twilio's last states of a call (its voice status callbacks). */
    private static final Set<String> OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private static final JsonFactory JSON = new JsonFactory();

    private CallChanges() {}

    static Optional<Change> of(CallbackAccepted callback, @Nullable UUID orgId) {
        if (!SessionIds.accepts(callback.callId())) {
            return Optional.empty();
        }
        return kind(callback).map(kind -> new Change(kind, callback.callId(), Origin.CALL, orgId));
    }

    private static Optional<Kind> kind(CallbackAccepted callback) {
        return callback.provider().equals("vapi") ? Optional.of(vapi(callback)) : twilio(callback);
    }

    private static Optional<Kind> twilio(CallbackAccepted callback) {
        return switch (callback.kind()) {
            case "voice.incoming" -> Optional.of(Kind.OPEN);
            case "voice.status" ->
                Optional.of(
                        callback.parameters().stream()
                                        .anyMatch(parameter -> parameter.name().equals("CallStatus")
                                                && OVER.contains(parameter.value()))
                                ? Kind.CLOSE
                                : Kind.TOUCH);
            case String voice when voice.startsWith("voice.") -> Optional.of(Kind.TOUCH);
            default -> Optional.empty();
        };
    }

    /** Vapi's server messages; a call whose assistant is fixed begins with a status update. */
    private static Kind vapi(CallbackAccepted callback) {
        return switch (callback.kind()) {
            case "assistant-request" -> Kind.OPEN;
            case "end-of-call-report" -> Kind.CLOSE;
            case "status-update" ->
                switch (status(callback.body())) {
                    case "in-progress" -> Kind.OPEN;
                    case "ended" -> Kind.CLOSE;
                    default -> Kind.TOUCH;
                };
            default -> Kind.TOUCH;
        };
    }

    /** The message's own field {@code status}; empty where there is none. */
    private static String status(@Nullable String message) {
        if (message == null) {
            return "";
        }
        try (var parser = JSON.createParser(message)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals("status") && value == JsonToken.VALUE_STRING) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }
}
