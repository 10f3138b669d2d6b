package io.carillon.webhook.vapi;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every message that Vapi can send to a server (docs.vapi.ai/server-url/events, and {@code ServerMessage} and {@code
 * assistant.serverMessages} of its OpenAPI document; looked up in November 2026). What Vapi adds later is {@link
 * #UNKNOWN} until it has a name here, and is taken all the same.
 */
enum MessageType {
    // Vapi waits for what these are answered with.
    ASSISTANT_REQUEST("assistant-request"),
    TOOL_CALLS("tool-calls"),
    TRANSFER_DESTINATION_REQUEST("transfer-destination-request"),
    HANDOFF_DESTINATION_REQUEST("handoff-destination-request"),
    KNOWLEDGE_BASE_REQUEST("knowledge-base-request"),
    /** Goes to a server of its own where one is set; answered with a usual pause should it come here. */
    CALL_ENDPOINTING_REQUEST("call.endpointing.request"),
    /** Goes to the server of a custom voice and wants audio, which is not ours to give. */
    VOICE_REQUEST("voice-request"),

    // What became of a call.
    STATUS_UPDATE("status-update"),
    END_OF_CALL_REPORT("end-of-call-report"),
    HANG("hang"),
    TRANSFER_UPDATE("transfer-update"),
    PHONE_CALL_CONTROL("phone-call-control"),
    CALL_DELETED("call.deleted"),
    CALL_DELETE_FAILED("call.delete.failed"),

    // What is said on it.
    TRANSCRIPT("transcript"),
    CONVERSATION_UPDATE("conversation-update"),
    MODEL_OUTPUT("model-output"),
    SPEECH_UPDATE("speech-update"),
    ASSISTANT_STARTED("assistant.started"),
    ASSISTANT_SPEECH_STARTED("assistant.speechStarted"),
    USER_INTERRUPTED("user-interrupted"),
    VOICE_INPUT("voice-input"),
    LANGUAGE_CHANGE_DETECTED("language-change-detected"),
    /** Before it was named {@link #LANGUAGE_CHANGE_DETECTED}. */
    LANGUAGE_CHANGED("language-changed"),
    /** Before tools there were functions, one at a time; told of, and answered as nothing. */
    FUNCTION_CALL("function-call"),

    // Conversations in writing.
    CHAT_CREATED("chat.created"),
    CHAT_DELETED("chat.deleted"),
    SESSION_CREATED("session.created"),
    SESSION_UPDATED("session.updated"),
    SESSION_DELETED("session.deleted"),

    UNKNOWN("unknown");

    private static final Map<String, MessageType> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageType::wire, Function.identity()));

    private final String wire;

    MessageType(String wire) {
        this.wire = wire;
    }

    /** As it stands in {@code message.type}, in the kind of a recorded callback and in tables. */
    String wire() {
        return wire;
    }

    /** @param wire also with a filter behind the name, as in {@code transcript[transcriptType="final"]} */
    static MessageType of(@Nullable String wire) {
        if (wire == null) {
            return UNKNOWN;
        }
        var filter = wire.indexOf('[');
        return BY_WIRE.getOrDefault(filter < 0 ? wire : wire.substring(0, filter), UNKNOWN);
    }
}
