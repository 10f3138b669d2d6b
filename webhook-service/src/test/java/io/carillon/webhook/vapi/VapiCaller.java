package io.carillon.webhook.vapi;

import static io.restassured.RestAssured.given;

import io.carillon.webhook.World;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** Vapi on one call: sends messages as its servers do. */
final class VapiCaller {

    static final String CALLER = "+15555550123";

    final String callId = UUID.randomUUID().toString();

    private final String assistant;
    private final String number;

    private VapiCaller(String assistant, String number) {
        this.assistant = assistant;
        this.number = number;
    }

    /** Calls the clinic DEMO, whose assistant answers. */
    static VapiCaller demo() {
        return new VapiCaller(World.DEMO_ASSISTANT, World.DEMO_NUMBER);
    }

    /** Calls the clinic KIN, which has no assistant of its own and nobody to put callers through to. */
    static VapiCaller kin() {
        return new VapiCaller("asst-of-nobody", World.KIN_NUMBER);
    }

    ValidatableResponse send(String body) {
        return given().header("X-Vapi-Secret", "dev-vapi-secret")
                .contentType("application/json")
                .body(body)
                .post("/api/vapi/webhook")
                .then();
    }

    /** As {@link #send}, past the answer that was kept: as it is when Redis has lost it. */
    ValidatableResponse sendPastTheKeptAnswer(String body) {
        return given().header("X-Vapi-Secret", "dev-vapi-secret")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(body)
                .post("/api/vapi/webhook")
                .then();
    }

    /** One tool call, {@code t1}. */
    ValidatableResponse call(String tool, String arguments) {
        return send(toolCalls(tool(UUID.randomUUID().toString(), tool, arguments)));
    }

    String toolCalls(String... calls) {
        return message("\"type\":\"tool-calls\",\"toolCallList\":[" + String.join(",", calls) + "]");
    }

    static String tool(String id, String name, String arguments) {
        return "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(id, name, arguments);
    }

    String message(String members) {
        return """
                {"message":{%s,"phoneNumber":{"number":"%s"},
                 "call":{"id":"%s","assistantId":"%s","customer":{"number":"%s"}}}}""".formatted(members, number, callId, assistant, CALLER);
    }
}
