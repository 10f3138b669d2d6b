package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.kit.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server message of Vapi, read leniently: unknown fields and types are Vapi's good right (docs.vapi.ai/server-url/events).
 */
record VapiMessage(JsonNode message) {

    /** Levels of a body; Vapi's own stay below twenty, a bomb does not. */
    private static final int MAX_DEPTH = 64;

    /** Characters of an id; Vapi's are UUIDs. */
    private static final int LONGEST_ID = 128;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    /** @throws ProblemException 400 when {@code body} is no message */
    static VapiMessage parse(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode whole && whole.get("message") instanceof ObjectNode message) {
                return checked(new VapiMessage(message));
            }
        } catch (JsonProcessingException e) {
            throw invalid("the body is not well-formed JSON or is nested too deeply");
        } catch (IOException e) {
            throw invalid("the body cannot be read");
        }
        throw invalid("the body has no object 'message'");
    }

    private static VapiMessage checked(VapiMessage message) {
        for (var subject : Subject.values()) {
            var id = message.idOf(subject);
            if (id != null && (id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl))) {
                throw invalid("the id of the %s is longer than %d characters or has characters that no id has"
                        .formatted(subject.field, LONGEST_ID));
            }
        }
        return message;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                400, "VALIDATION", "Invalid request", detail + "; expected {\"message\":{\"type\":…}}.");
    }

    /** What a message can be about, the first that it names. */
    enum Subject {
        CALL("call"),
        CHAT("chat"),
        SESSION("session");

        private final String field;

        Subject(String field) {
            this.field = field;
        }

        String word() {
            return field;
        }
    }

    MessageType type() {
        return MessageType.of(text(message, "type"));
    }

    @Nullable
    String callId() {
        return idOf(Subject.CALL);
    }

    /** A call, a chat or a session; a call where the message names none of them. */
    Subject subject() {
        for (var subject : Subject.values()) {
            if (idOf(subject) != null) {
                return subject;
            }
        }
        return Subject.CALL;
    }

    /** The id of the {@link #subject()}; null where the message names none. */
    @Nullable
    String subjectId() {
        return idOf(subject());
    }

    private @Nullable String idOf(Subject subject) {
        return text(message.path(subject.field), "id");
    }

    /** The one that speaks; null while there is none, as for {@code assistant-request}. */
    @Nullable
    String assistantId() {
        var ofCall = text(message.path("call"), "assistantId");
        return ofCall != null ? ofCall : text(message.path("assistant"), "id");
    }

    /** The clinic's number, E.164. */
    @Nullable
    String calledNumber() {
        var ofMessage = text(message.path("phoneNumber"), "number");
        return ofMessage != null ? ofMessage : text(message.path("call").path("phoneNumber"), "number");
    }

    /** The caller's number, E.164. */
    @Nullable
    String callerNumber() {
        var ofCall = text(message.path("call").path("customer"), "number");
        return ofCall != null ? ofCall : text(message.path("customer"), "number");
    }

    /** The tool calls in order, whichever of Vapi's lists they come in. */
    List<ToolCall> toolCalls() {
        return ToolCall.all(message);
    }

    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }
}
