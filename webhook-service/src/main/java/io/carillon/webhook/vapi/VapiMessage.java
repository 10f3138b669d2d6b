package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.kit.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server message of Vapi, read leniently: unknown fields and types are Vapi's good right (docs.vapi.ai/server-url/events).
 */
record VapiMessage(JsonNode message) {

    /** Levels of a body; Vapi's own stay below twenty, a bomb does not. */
    private static final int MAX_DEPTH = 64;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    /**
     * One call of a tool.
     *
     * @param arguments empty when there were none or they could not be read
     */
    record ToolCall(String id, String name, JsonNode arguments) {}

    /** @throws ProblemException 400 when {@code body} is no message */
    static VapiMessage parse(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode whole && whole.get("message") instanceof ObjectNode message) {
                return new VapiMessage(message);
            }
        } catch (JsonProcessingException e) {
            throw invalid("the body is not well-formed JSON or is nested too deeply");
        } catch (IOException e) {
            throw invalid("the body cannot be read");
        }
        throw invalid("the body has no object 'message'");
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(
                400, "VALIDATION", "Invalid request", detail + "; expected {\"message\":{\"type\":…}}.");
    }

    /** {@code unknown} when the message does not say. */
    String type() {
        var type = text(message, "type");
        return type == null ? "unknown" : type;
    }

    @Nullable
    String callId() {
        return text(message.path("call"), "id");
    }

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
        for (var list : List.of("toolCallList", "toolCalls")) {
            if (message.path(list).isArray()) {
                return toolCalls(message.path(list), "");
            }
        }
        return toolCalls(message.path("toolWithToolCallList"), "toolCall");
    }

    private static List<ToolCall> toolCalls(JsonNode list, String within) {
        var calls = new ArrayList<ToolCall>();
        for (var entry : list) {
            var call = within.isEmpty() ? entry : entry.path(within);
            var function = call.path("function");
            var name = text(function, "name") != null ? text(function, "name") : text(call, "name");
            var id = text(call, "id");
            calls.add(new ToolCall(
                    id == null ? "" : id, name == null ? text(entry, "name") + "" : name, arguments(call, function)));
        }
        return calls;
    }

    /** An object or a JSON string, in {@code function.arguments} or flat as {@code arguments} or {@code parameters}. */
    private static JsonNode arguments(JsonNode call, JsonNode function) {
        for (var given : List.of(
                function.path("arguments"),
                function.path("parameters"),
                call.path("arguments"),
                call.path("parameters"))) {
            if (given.isObject()) {
                return given;
            }
            if (given.isTextual() && object(given.textValue()) instanceof ObjectNode read) {
                return read;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode object(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }
}
