package io.carillon.webhook.vapi;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class VapiWebhookTest {

    private static final List<String> LISTS = List.of(
            "'toolCallList':[CALL]",
            "'toolCalls':[CALL],'toolCallList':[]",
            "'toolWithToolCallList':[{'type':'function','name':'book_appointment','toolCall':CALL}]");

    @Inject
    World world;

    String callId;

    @BeforeEach
    void world() {
        world.reset();
        callId = UUID.randomUUID().toString();
    }

    @Test
    @Requirement("R-SEC-03")
    void aWrongOrMissingSecretIs401AndNothingIsRecorded() {
        var body = message("\"type\":\"status-update\"");

        given().contentType("application/json")
                .body(body)
                .post("/api/vapi/webhook")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer wrong")
                .contentType("application/json")
                .body(body)
                .post("/api/vapi/webhook")
                .then()
                .statusCode(401)
                .contentType("application/problem+json");

        assertThat(EventsSeen.on(world.stack, Topic.CALLS, callId)).isEmpty();
    }

    @Test
    @Requirement({"R-SEC-03", "R-SEC-07"})
    void whileASecretIsExchangedBothAreTakenAndRefusalsAreCountedByReason() {
        given().header("Authorization", "Bearer " + StackResource.PREVIOUS_VAPI_SECRET)
                .contentType("application/json")
                .body(message("\"type\":\"hang\""))
                .post("/api/vapi/webhook")
                .then()
                .statusCode(200);
        given().header("x-signature", "00")
                .header("x-timestamp", "soon")
                .contentType("application/json")
                .body(message("\"type\":\"hang\""))
                .post("/api/vapi/webhook")
                .then()
                .statusCode(401)
                .body("detail", containsString("malformed"));

        given().get("/metrics").then().body(containsString("provider=\"vapi\",reason=\"malformed\""));
    }

    @Test
    void anInformationalMessageIsRecordedWithoutItsCredentials() {
        send(message("""
                "type":"end-of-call-report","phoneNumber":{"twilioAuthToken":"AAA"},"server":{"secret":"BBB"}""")).statusCode(200).body(org.hamcrest.Matchers.equalTo("{}"));

        var events = EventsSeen.on(world.stack, Topic.CALLS, callId);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().clinic()).isEqualTo(World.DEMO);
        assertThat(events.getFirst().data()).isInstanceOfSatisfying(CallbackAccepted.class, call -> {
            assertThat(call.provider()).isEqualTo("vapi");
            assertThat(call.kind()).isEqualTo("end-of-call-report");
            assertThat(call.body()).contains("[redacted]").doesNotContain("AAA", "BBB");
        });
    }

    @Test
    @Requirement("R-WEB-03")
    void checkAvailabilityAndBookAppointmentAreAnsweredInOrderOnOneLineEach() {
        world.slotsAreHeld();
        world.callersAreKnown();
        world.bookingAnswers(201, World.appointment("apt-7", "BOOKED", "pat-1"));

        send(toolCalls(
                        tool("t1", "check_availability", "{\"durationMinutes\":30}"),
                        tool("t2", "book_appointment", """
                                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00"}"""),
                        tool("t3", "order_pizza", "{}")))
                .statusCode(200)
                .body("results.toolCallId", contains("t1", "t2", "t3"))
                .body("results.name", contains("check_availability", "book_appointment", "order_pizza"))
                .body(
                        "results[0].result",
                        startsWith("Free: Tuesday, December 10 at 9:30 AM (startTime 2030-12-10T09:30"))
                .body("results[0].result", not(containsString("\n")))
                .body("results[1].result", startsWith("Confirmed: Tuesday, December 10 at 9:30 AM"))
                .body("results[1].result", containsString("apt-7"))
                .body("results[2].error", startsWith("UNKNOWN_TOOL"));

        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/contacts/resolve"))
                .withRequestBody(matchingJsonPath("$.phone", equalTo("+15555550123"))));
        world.booking.verifyThat(postRequestedFor(urlPathEqualTo("/api/appointments"))
                .withRequestBody(matchingJsonPath("$.patientId", equalTo("pat-1")))
                .withRequestBody(matchingJsonPath("$.endTime", equalTo("2030-12-10T10:00:00-08:00"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'t1','type':'function','function':{'name':'book_appointment','arguments':ARGS}}",
                "{'id':'t1','type':'function','function':{'name':'book_appointment','arguments':STRING}}",
                "{'id':'t1','name':'book_appointment','arguments':ARGS}",
                "{'id':'t1','name':'book_appointment','parameters':ARGS}",
                "{'id':'t1','name':'book_appointment','parameters':STRING}",
                "{'id':'t1','function':{'name':'book_appointment','parameters':ARGS}}",
            })
    @Requirement("R-WEB-03")
    void argumentsAreReadInEveryShape(String shape) {
        world.bookingAnswers(201, "{\"id\":\"apt-8\",\"status\":\"BOOKED\"}");
        var arguments = "{'patientId':'pat-2','doctorId':'doctor-1','startTime':'2030-12-10T09:30:00',"
                + "'endTime':'2030-12-10T10:15:00'}";

        var call = shape.replace("STRING", "\"" + arguments.replace("'", "\\\"") + "\"")
                .replace("ARGS", arguments)
                .replace('\'', '"');
        for (var list : LISTS) {
            callId = UUID.randomUUID().toString();
            world.booking.resetRequests();

            send(message("\"type\":\"tool-calls\"," + list.replace('\'', '"').replace("CALL", call)))
                    .statusCode(200)
                    .body("results.toolCallId", contains("t1"))
                    .body("results[0].result", startsWith("Confirmed"));

            world.booking.verifyThat(
                    1,
                    postRequestedFor(urlPathEqualTo("/api/appointments"))
                            .withRequestBody(matchingJsonPath("$.patientId", equalTo("pat-2")))
                            .withRequestBody(matchingJsonPath("$.startTime", equalTo("2030-12-10T09:30:00-08:00")))
                            .withRequestBody(matchingJsonPath("$.endTime", equalTo("2030-12-10T10:15:00-08:00"))));
        }
    }

    @Test
    void withoutADoctorWhoeverIsFreeAtThatTimeIsBooked() {
        world.slotsAreFree();
        world.callersAreKnown();
        world.bookingAnswers(201, "{\"id\":\"apt-9\",\"status\":\"BOOKED\"}");

        send(toolCalls(
                        tool("t1", "book_appointment", "{\"startTime\":\"2030-12-10T10:00\"}"),
                        tool("t2", "book_appointment", "{\"startTime\":\"2030-12-10T14:00\"}")))
                .body("results[0].result", containsString("doctorId doctor-2"))
                .body("results[1].error", startsWith("SLOT_OVERLAP: nobody is free then. Free: "));
        world.booking.verifyThat(getRequestedFor(urlPathEqualTo("/api/availability"))
                .withQueryParam("from", equalTo("2030-12-10T10:00-08:00")));
    }

    @Test
    void whatGoesWrongIsAResultToo() {
        world.callersAreKnown();
        world.bookingAnswers(409, "{\"code\":\"SLOT_OVERLAP\",\"detail\":\"That time\\nis taken.\"}");

        send(toolCalls(
                        tool("t1", "book_appointment", "{\"doctorId\":\"d\",\"startTime\":\"2030-12-10T09:30:00Z\"}"),
                        tool("t2", "book_appointment", "{}"),
                        tool("t3", "book_appointment", "{\"startTime\":\"tomorrow\"}"),
                        tool("t4", "book_appointment", "{\"startTime\":\"2030-12-10\",\"endTime\":\"2030-12-09\"}"),
                        tool("t5", "check_availability", "{\"days\":9999}"),
                        tool("t6", "check_availability", "{}")))
                .statusCode(200)
                .body("results[0].error", startsWith("SLOT_OVERLAP: That time is taken. "))
                .body("results[1].error", startsWith("INVALID_ARGUMENT: startTime is missing"))
                .body("results[2].error", startsWith("INVALID_ARGUMENT: startTime is not a time"))
                .body("results[3].error", startsWith("INVALID_ARGUMENT: endTime"))
                .body("results[4].error", startsWith("INVALID_ARGUMENT: days"))
                .body("results[5].error", startsWith("UNAVAILABLE"));
    }

    @Test
    @Requirement("R-WEB-06")
    void theSameToolCallTwiceBooksOnceAndAnswersTheSame() {
        world.callersAreKnown();
        world.bookingAnswers(201, "{\"id\":\"apt-1\",\"status\":\"BOOKED\"}");
        var body = toolCalls(tool("t1", "book_appointment", """
                {"doctorId":"doctor-1","startTime":"2030-12-10T09:30:00-08:00"}"""));

        var first = send(body).extract().asByteArray();
        // Redelivered with another timestamp around the same calls.
        var second = send(body.replace("\"type\"", "\"timestamp\":1765400000000,\"type\""))
                .extract()
                .asByteArray();

        assertThat(second).isEqualTo(first);
        world.booking.verifyThat(1, postRequestedFor(urlPathEqualTo("/api/appointments")));
    }

    @Test
    void anAssistantIsFoundByTheNumberThatWasCalled() {
        send("{\"message\":{\"type\":\"assistant-request\",\"phoneNumber\":{\"number\":\"" + World.DEMO_NUMBER
                        + "\"}}}")
                .statusCode(200)
                .body("assistantId", org.hamcrest.Matchers.equalTo(World.DEMO_ASSISTANT));
        send("{\"message\":{\"type\":\"assistant-request\",\"phoneNumber\":{\"number\":\"+19990000000\"}}}")
                .statusCode(200)
                .body("error", containsString("call again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "{\"message\":1}"})
    void whatIsNoMessageIs400(String body) {
        send(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    @Requirement("R-SEC-15")
    void bombsAreRefusedAndTheServiceGoesOn() {
        send("{\"message\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_001))
                .statusCode(400);
        send("{\"message\":{\"type\":\"x\",\"a\":\"" + "y".repeat(600 * 1024) + "\"}}")
                .statusCode(413);
        given().header("X-Long", "h".repeat(20 * 1024))
                .get("/api/webhook-health")
                .then()
                .statusCode(431);
        send(message("\"type\":\"status-update\"")).statusCode(200);
    }

    private ValidatableResponse send(String body) {
        return given().header("X-Vapi-Secret", "dev-vapi-secret")
                .contentType("application/json")
                .body(body)
                .post("/api/vapi/webhook")
                .then();
    }

    private String toolCalls(String... calls) {
        return message("\"type\":\"tool-calls\",\"toolCallList\":[" + String.join(",", calls) + "]");
    }

    private static String tool(String id, String name, String arguments) {
        return "{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"%s\",\"arguments\":%s}}"
                .formatted(id, name, arguments);
    }

    private String message(String members) {
        return """
                {"message":{%s,"call":{"id":"%s","assistantId":"%s","customer":{"number":"+15555550123"}}}}""".formatted(members, callId, World.DEMO_ASSISTANT);
    }
}
