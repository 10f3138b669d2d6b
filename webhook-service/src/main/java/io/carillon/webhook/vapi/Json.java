package io.carillon.webhook.vapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.webhook.intake.Answer;

/** Answers as Vapi reads them. */
final class Json {

    private static final String CONTENT_TYPE = "application/json";

    private Json() {}

    static ObjectNode object() {
        return VapiMessage.JSON.createObjectNode();
    }

    /** 200, which is all that Vapi takes for an answer. */
    static Answer answer(JsonNode body) {
        try {
            return new Answer(200, CONTENT_TYPE, VapiMessage.JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
