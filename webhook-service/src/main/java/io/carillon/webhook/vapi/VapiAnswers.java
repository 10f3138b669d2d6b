package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.vapi.Tools.Result;
import io.carillon.webhook.vapi.VapiMessage.ToolCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What each type of message is answered with. Blocks for tool calls: call it on a virtual thread. */
@ApplicationScoped
class VapiAnswers {

    static final String TOOL_CALLS = "tool-calls";
    static final String ASSISTANT_REQUEST = "assistant-request";

    private static final String CONTENT_TYPE = "application/json";

    private final Tools tools;
    private final ClinicDirectory directory;

    VapiAnswers(Tools tools, ClinicDirectory directory) {
        this.tools = tools;
        this.directory = directory;
    }

    Answer answer(VapiMessage message, Clinic clinic, Deadline deadline) {
        return switch (message.type()) {
            case TOOL_CALLS ->
                results(
                        message.toolCalls(),
                        call -> tools.call(call, callId(message, call), clinic, message.callerNumber(), deadline));
            case ASSISTANT_REQUEST -> assistant(message);
            default -> json(VapiMessage.JSON.createObjectNode());
        };
    }

    /** A tool call outside of any call, as from Vapi's test page, is one by itself. */
    private static String callId(VapiMessage message, ToolCall call) {
        return Objects.requireNonNullElse(message.callId(), call.id());
    }

    /** Where the message could not be made durable: tool calls are answered 200 always, in Vapi's words. */
    Answer notAccepted(VapiMessage message) {
        return message.type().equals(TOOL_CALLS)
                ? results(
                        message.toolCalls(),
                        call -> new Result.Failed("UNAVAILABLE: nothing was done; please ask the caller to call again"))
                : Answer.unavailable();
    }

    /** Where something went wrong that should not. */
    Answer trouble(VapiMessage message) {
        return message.type().equals(TOOL_CALLS)
                ? results(
                        message.toolCalls(),
                        call -> new Result.Failed("INTERNAL: this did not work; nothing is promised"))
                : json(VapiMessage.JSON.createObjectNode());
    }

    /** One result for each call, ids exact and in order, each a single line: Vapi reads nothing else. */
    private static Answer results(List<ToolCall> calls, Function<ToolCall, Result> call) {
        var answer = VapiMessage.JSON.createObjectNode();
        var results = answer.putArray("results");
        for (var toolCall : calls) {
            var result = results.addObject().put("toolCallId", toolCall.id()).put("name", toolCall.name());
            switch (call.apply(toolCall)) {
                case Result.Done(String text) -> result.put("result", line(text));
                case Result.Failed(String text) -> result.put("error", line(text));
            }
        }
        return json(answer);
    }

    private Answer assistant(VapiMessage message) {
        var answer = VapiMessage.JSON.createObjectNode();
        directory
                .knownNumber(message.calledNumber())
                .flatMap(clinic -> clinic.assistants().stream().findFirst())
                .ifPresentOrElse(
                        assistant -> answer.put("assistantId", assistant),
                        () -> answer.put("error", "We are sorry, nobody can take this call. Please call again later."));
        return json(answer);
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static Answer json(JsonNode body) {
        try {
            return new Answer(200, CONTENT_TYPE, VapiMessage.JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
