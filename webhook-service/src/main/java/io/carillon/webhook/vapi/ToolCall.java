package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One call of a tool by an assistant.
 *
 * @param id Vapi's, to be given back exactly; empty when there was none
 * @param name empty when there was none
 * @param arguments empty when there were none or they could not be read
 */
record ToolCall(String id, String name, JsonNode arguments) {

    private static final List<String> LISTS = List.of("toolCallList", "toolCalls");
    private static final List<String> ARGUMENTS = List.of("arguments", "parameters");

    /** In order, from whichever of Vapi's lists is there: the newer two, or the one that also describes each tool. */
    static List<ToolCall> all(JsonNode message) {
        for (var list : LISTS) {
            if (message.path(list).isArray() && !message.path(list).isEmpty()) {
                return read(message.path(list), false);
            }
        }
        return read(message.path("toolWithToolCallList"), true);
    }

    private static List<ToolCall> read(JsonNode list, boolean withTool) {
        var calls = new ArrayList<ToolCall>();
        for (var entry : list) {
            var call = withTool ? entry.path("toolCall") : entry;
            calls.add(new ToolCall(text(call, "id"), name(entry, call), arguments(call)));
        }
        return calls;
    }

    private static String name(JsonNode entry, JsonNode call) {
        for (var node : List.of(call.path("function"), call, entry.path("function"), entry)) {
            if (!text(node, "name").isEmpty()) {
                return text(node, "name");
            }
        }
        return "";
    }

    private static String text(JsonNode node, String field) {
        return Objects.requireNonNullElse(VapiMessage.text(node, field), "");
    }

    /** An object or a JSON string, in {@code function.arguments} or flat as {@code arguments} or {@code parameters}. */
    private static JsonNode arguments(JsonNode call) {
        for (var node : List.of(call.path("function"), call)) {
            for (var name : ARGUMENTS) {
                var given = node.path(name);
                if (given.isObject()) {
                    return given;
                }
                if (given.isTextual() && parsed(given.textValue()) instanceof ObjectNode object) {
                    return object;
                }
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode parsed(String json) {
        try {
            return VapiMessage.JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Without the arguments: people say their date of birth in them. */
    @Override
    public String toString() {
        return "ToolCall[id=%s, name=%s]".formatted(id, name);
    }
}
