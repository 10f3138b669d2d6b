package io.carillon.webhook.vapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.webhook.call.Deadline;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.intake.Answer;
import io.carillon.webhook.intake.PromiseRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;

/** What each type of message is answered with. */
@ApplicationScoped
class VapiAnswers {

    private static final String PROVIDER = "vapi";

    /** Seconds of silence after which somebody has finished, as Vapi's own plan waits at most. */
    private static final double ENDPOINTING_SECONDS = 0.5;

    private final ToolCalls tools;
    private final Destinations destinations;
    private final PromiseRecorder promises;

    VapiAnswers(ToolCalls tools, Destinations destinations, PromiseRecorder promises) {
        this.tools = tools;
        this.destinations = destinations;
        this.promises = promises;
    }

    /** From memory. Tool calls are answered with {@link #toolCalls}. */
    Answer known(VapiMessage message, Clinic clinic) {
        return Json.answer(
                switch (message.type()) {
                    case ASSISTANT_REQUEST -> destinations.assistant(message);
                    case TRANSFER_DESTINATION_REQUEST -> destinations.transfer(clinic);
                    case HANDOFF_DESTINATION_REQUEST -> destinations.handoff(message, clinic);
                    case KNOWLEDGE_BASE_REQUEST -> ClinicFacts.documents(clinic);
                    case CALL_ENDPOINTING_REQUEST -> Json.object().put("timeoutSeconds", ENDPOINTING_SECONDS);
                    case TOOL_CALLS,
                            VOICE_REQUEST,
                            STATUS_UPDATE,
                            END_OF_CALL_REPORT,
                            HANG,
                            TRANSFER_UPDATE,
                            PHONE_CALL_CONTROL,
                            CALL_DELETED,
                            CALL_DELETE_FAILED,
                            TRANSCRIPT,
                            CONVERSATION_UPDATE,
                            MODEL_OUTPUT,
                            SPEECH_UPDATE,
                            ASSISTANT_STARTED,
                            ASSISTANT_SPEECH_STARTED,
                            USER_INTERRUPTED,
                            VOICE_INPUT,
                            LANGUAGE_CHANGE_DETECTED,
                            LANGUAGE_CHANGED,
                            FUNCTION_CALL,
                            CHAT_CREATED,
                            CHAT_DELETED,
                            SESSION_CREATED,
                            SESSION_UPDATED,
                            SESSION_DELETED,
                            UNKNOWN -> Json.object();
                });
    }

    /** Blocks until {@code deadline} at the latest: call it on a virtual thread. */
    Answer toolCalls(VapiMessage message, Clinic clinic, Deadline deadline) {
        var results = tools.results(message, clinic, deadline);
        for (var result : results) {
            if (result instanceof ToolResult.Done(String _, ToolResult.Promise promise) && promise != null) {
                promises.told(clinic.orgId(), promise.callId(), PROVIDER, promise.appointmentId(), promise.startTime());
            }
        }
        return Json.answer(results(message, results));
    }

    /** Where the message could not be made durable: whoever waits is answered, 200 always, in Vapi's words. */
    Answer notAccepted(VapiMessage message, Clinic clinic) {
        return switch (message.type()) {
            case TOOL_CALLS ->
                all(message, ToolResult.failed("UNAVAILABLE", "nothing was done; please ask the caller to call again"));
            case ASSISTANT_REQUEST, TRANSFER_DESTINATION_REQUEST -> known(message, clinic);
            default -> Answer.unavailable();
        };
    }

    /** Where something went wrong with tool calls that should not. */
    Answer trouble(VapiMessage message) {
        return all(message, ToolResult.failed("INTERNAL", "this did not work; nothing is promised"));
    }

    private static Answer all(VapiMessage message, ToolResult result) {
        return Json.answer(
                results(message, Collections.nCopies(message.toolCalls().size(), result)));
    }

    /** One result for each call, ids exact and in order, each a single line: Vapi reads nothing else. */
    private static ObjectNode results(VapiMessage message, List<ToolResult> results) {
        var answer = Json.object();
        var array = answer.putArray("results");
        var calls = message.toolCalls();
        for (int i = 0; i < calls.size(); i++) {
            var call = calls.get(i);
            var result = array.addObject().put("toolCallId", call.id()).put("name", call.name());
            switch (results.get(i)) {
                case ToolResult.Done done -> result.put("result", line(done.text()));
                case ToolResult.Failed(String text) -> result.put("error", line(text));
            }
        }
        return answer;
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
