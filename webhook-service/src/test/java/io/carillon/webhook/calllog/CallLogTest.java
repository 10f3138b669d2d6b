package io.carillon.webhook.calllog;

import static io.carillon.webhook.delivery.Callbacks.newCall;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.carillon.webhook.delivery.Callbacks;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CallLogTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CALLER = "+15555550123";

    @Inject
    World world;

    @Inject
    Callbacks callbacks;

    @Inject
    Clock clock;

    @TestHTTPResource("/")
    URI service;

    @BeforeEach
    void tables() {
        world.reset();
        callbacks.tablesAreThere();
    }

    @Test
    @Requirement("R-WEB-11")
    void eachCallWritesOneRowFromItsFirstRingToItsEnd() {
        var twilio = new TwilioCaller(service);

        twilio.call("/api/voice/incoming", World.DEMO_NUMBER, Map.of("Direction", "inbound"));
        twilio.call("/api/voice/status", World.DEMO_NUMBER, Map.of("CallStatus", "in-progress", "SequenceNumber", "1"));
        twilio.call(
                "/api/voice/status",
                World.DEMO_NUMBER,
                Map.of(
                        "CallStatus", "completed",
                        "SequenceNumber", "2",
                        "CallDuration", "42",
                        "Timestamp", "Mon, 02 Mar 2026 17:05:00 +0000"));

        await().atMost(SOON)
                .untilAsserted(() -> call(twilio.callSid)
                        .statusCode(200)
                        .body("status", equalTo("completed"))
                        .body("provider", equalTo("twilio"))
                        .body("direction", equalTo("inbound"))
                        .body("from", equalTo(CALLER))
                        .body("to", equalTo(World.DEMO_NUMBER))
                        .body("clinic", equalTo(World.DEMO.toString()))
                        .body("language", equalTo("en-US"))
                        .body("durationSeconds", equalTo(42))
                        .body("endedAt", equalTo("2026-03-02T17:05:00Z"))
                        .body("createdAt", notNullValue())
                        .body("outcome", nullValue()));
        assertThat(Tables.rows("select count(*) from patient_call_logs where call_id = ?", twilio.callSid))
                .containsExactly("1");
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/calls?limit=1")
                .then()
                .statusCode(200)
                .body("calls", hasSize(1))
                .body("next", notNullValue());
    }

    /** R-WEB-11, R-WEB-13, R-BOOK-27: to the letter, as the operator, on the database as this service migrates it. */
    @ParameterizedTest
    @ValueSource(strings = {"""
                SELECT * FROM patient_call_logs
                ORDER BY created_at DESC
                LIMIT 10;""", "SELECT * FROM webhook_delivery_log WHERE status='failed';"})
    @Requirement({"R-BOOK-27", "R-WEB-11", "R-WEB-13"})
    void theRunbooksStatementsRun(String statement) throws SQLException {
        try (var connection = Tables.connect("carillon");
                var select = connection.createStatement();
                var rows = select.executeQuery(statement)) {
            assertThat(rows.getMetaData().getColumnCount()).isGreaterThan(5);
        }
    }

    /** Whatever the order in which they come: the call ends as it ended. */
    @Test
    @Requirement("R-WEB-11")
    void lateCallbacksDoNotTurnACallBack() {
        var random = new Random(11);
        var calls = new ArrayList<String>();
        for (int round = 0; round < 12; round++) {
            var call = newCall();
            calls.add(call);
            var events = new ArrayList<CloudEvent<CallbackAccepted>>();
            var way = List.of("queued", "initiated", "ringing", "in-progress", "completed");
            for (int i = 0; i < way.size(); i++) {
                events.add(status(call, way.get(i), i, i == 4 ? Map.of("CallDuration", "7") : Map.of()));
            }
            Collections.shuffle(events, random);
            // Half of them in one batch, half one by one.
            if (round % 2 == 0) {
                callbacks.publish(events);
            } else {
                events.forEach(event -> callbacks.publish(List.of(event)));
            }
        }

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(calls)
                        .allSatisfy(call -> assertThat(Tables.rows(
                                        "select status, sequence, duration_seconds from patient_call_logs where call_id = ?",
                                        call))
                                .containsExactly("completed 4 7")));
    }

    @Test
    void whatCannotBeReadWasNotSaid() {
        var call = newCall();
        callbacks.publish(List.of(
                status(call, "ringing", 1, Map.of("CallDuration", "-5", "Timestamp", "now")),
                status(call, "no such status", 99, Map.of("CallDuration", "9".repeat(50))),
                callbacks.callback(
                        call + "-x",
                        call,
                        "voice.status",
                        List.of(
                                new Parameter("From", "\u0000+1555\u0007" + "9".repeat(500)),
                                new Parameter("SequenceNumber", "1e9"),
                                new Parameter("CallStatus", "")),
                        null)));
        callbacks.publish(List.of(status(call, "completed", 3, Map.of())));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Tables.rows(
                                "select status, sequence, duration_seconds, length(from_number) from patient_call_logs where call_id"
                                        + " = ?",
                                call))
                        .containsExactly("completed 3 null 12"));
        assertThat(Callbacks.jobs(call)).hasSize(4).allMatch("completed 0"::equals);
    }

    @Test
    @Requirement("R-WEB-11")
    void aCallOfVapiHasItsRowToo() {
        var call = UUID.randomUUID().toString();
        callbacks.publish(List.of(
                vapi(call, "status-update", """
                        {"type":"status-update","status":"in-progress","call":{"id":"%s","type":"inboundPhoneCall",
                         "customer":{"number":"+15555550123"},"phoneNumber":{"number":"+15555555678"}}}""".formatted(call)),
                vapi(call, "end-of-call-report", """
                        {"type":"end-of-call-report","endedReason":"customer-ended-call","durationSeconds":61.7,
                         "startedAt":"2026-03-02T17:00:00.000Z","endedAt":"2026-03-02T17:01:01.700Z",
                         "transcript":"AI: Hello","call":{"id":"%s","type":"inboundPhoneCall"}}""".formatted(call)),
                vapi(call, "transcript", "{}")));

        await().atMost(SOON)
                .untilAsserted(() -> call(call)
                        .body("provider", equalTo("vapi"))
                        .body("status", equalTo("ended"))
                        .body("from", equalTo(CALLER))
                        .body("to", equalTo(World.DEMO_NUMBER))
                        .body("endedReason", equalTo("customer-ended-call"))
                        .body("durationSeconds", equalTo(61))
                        .body("startedAt", equalTo("2026-03-02T17:00:00Z")));
    }

    @Test
    @Requirement("R-BOOK-10")
    void aPromiseThatIsKeptBecomesTheCallsAppointment() {
        var call = newCall();
        var appointment = UUID.randomUUID().toString();
        callbacks.publish(List.of(status(call, "in-progress", 1, Map.of())));
        callbacks.publish(List.of(promised(call, appointment)));
        await().atMost(SOON).untilAsserted(() -> call(call).body("outcome", equalTo("appointment-promised")));

        callbacks.publish(List.of(booked(call, appointment, "patient-" + call)));

        await().atMost(SOON)
                .untilAsserted(() -> call(call)
                        .body("outcome", equalTo("appointment-booked"))
                        .body("appointmentId", equalTo(appointment))
                        .body("promises[0].keptAt", notNullValue()));
        callbacks.publish(List.of(status(call, "completed", 2, Map.of())));
        await().atMost(SOON)
                .untilAsserted(() ->
                        call(call).body("status", equalTo("completed")).body("outcome", equalTo("appointment-booked")));
    }

    /** The booking is told of on another topic, and may be heard of first. */
    @Test
    void aBookingThatIsHeardOfBeforeItsCallIsFoundByIt() {
        var call = newCall();
        var appointment = UUID.randomUUID().toString();
        callbacks.publish(List.of(booked(call, appointment, "patient-" + call)));
        await().atMost(SOON)
                .until(() -> !Tables.rows("select 1 from call_appointments where appointment_id = ?", appointment)
                        .isEmpty());

        callbacks.publish(List.of(status(call, "completed", 2, Map.of())));

        await().atMost(SOON)
                .untilAsserted(() -> call(call)
                        .statusCode(200)
                        .body("outcome", equalTo("appointment-booked"))
                        .body("appointmentId", equalTo(appointment)));
    }

    @Test
    @Requirement("R-BOOK-10")
    void aPromiseThatNobodyKeptIsCountedOnce() {
        var call = newCall();
        var before = broken();

        callbacks.publish(List.of(promised(call, UUID.randomUUID().toString())));

        await().atMost(SOON).untilAsserted(() -> assertThat(broken() - before).isEqualTo(1));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(broken() - before).isEqualTo(1));
        assertThat(Tables.rows(
                        "select reported_at is not null, kept_at is null from call_promises where call_id = ?", call))
                .containsExactly("t t");
    }

    @Test
    void aForgottenPatientsNumbersAreGoneAndDoNotComeBack() {
        var call = newCall();
        var another = newCall();
        var stranger = newCall();
        var patient = "patient-" + call;
        var number = "+1555" + Math.abs(call.hashCode() % 10_000_000);
        callbacks.publish(List.of(
                status(call, "in-progress", 1, Map.of("From", number)),
                status(another, "in-progress", 1, Map.of("From", number)),
                status(stranger, "in-progress", 1, Map.of("From", number + "9"))));
        callbacks.publish(List.of(booked(call, UUID.randomUUID().toString(), patient)));
        await().atMost(SOON).untilAsserted(() -> call(call).body("outcome", equalTo("appointment-booked")));
        await().atMost(SOON).untilAsserted(() -> call(another).body("from", equalTo(number)));
        await().atMost(SOON).untilAsserted(() -> call(stranger).body("from", equalTo(number + "9")));

        callbacks.publish(
                List.of(envelope(new PatientErased(patient, "erased-" + UUID.randomUUID(), clock.instant()))));

        await().atMost(SOON).untilAsserted(() -> call(call).body("from", nullValue()));
        callbacks.publish(List.of(
                status(call, "completed", 2, Map.of("From", number)),
                status(another, "completed", 2, Map.of("From", number))));
        await().atMost(SOON).untilAsserted(() -> call(call).body("status", equalTo("completed")));
        await().atMost(SOON).untilAsserted(() -> call(another).body("status", equalTo("completed")));
        assertThat(Tables.rows(
                        "select from_number, patient_id like 'erased-%' from patient_call_logs where call_id = ?",
                        call))
                .containsExactly("null t");
        call(another).body("from", nullValue());
        call(stranger).body("from", equalTo(number + "9"));
        // Booked later, told under the old id.
        var late = UUID.randomUUID().toString();
        callbacks.publish(List.of(booked(newCall(), late, patient)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Tables.rows(
                                "select patient_id like 'erased-%' from call_appointments where appointment_id = ?",
                                late))
                        .containsExactly("t"));
    }

    @Test
    void callsArePagedAndAnotherClinicsAreNotSeen() throws SQLException {
        var calls = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            var call = newCall();
            calls.add(call);
            callbacks.publish(List.of(status(call, "ringing", 1, Map.of())));
        }
        await().atMost(SOON)
                .untilAsserted(() -> calls.forEach(call -> call(call).statusCode(200)));

        var seen = new ArrayList<String>();
        String after = "";
        do {
            var page = given().header("X-API-Key", "dev-viewer-key")
                    .queryParam("limit", 2)
                    .queryParam("after", after)
                    .get("/api/calls")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("calls.callId", String.class));
            after = page.getString("next");
        } while (after != null && !seen.containsAll(calls));
        assertThat(seen).containsAll(calls).doesNotHaveDuplicates();
        try (var connection = Tables.connect("carillon_webhook");
                var statement = connection.createStatement()) {
            assertThat(statement.executeQuery("select 1 from patient_call_logs").next())
                    .isFalse();
            statement.execute("select set_config('carillon.org_id', '%s', false)".formatted(World.DEMO));
            assertThat(statement.executeQuery("select 1 from patient_call_logs").next())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?from=yesterday", "?to=2030-13-01T00:00:00Z", "?after=%00"})
    void aPageThatCannotBeIsRefused(String query) {
        given().header("X-API-Key", "dev-viewer-key")
                .urlEncodingEnabled(false)
                .get("/api/calls" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
    }

    @Test
    void whoHasNoKeyAndWhatIsNotThere() {
        given().get("/api/calls").then().statusCode(401);
        given().get("/api/calls/CA1").then().statusCode(401);
        given().header("X-API-Key", "forged").get("/api/calls").then().statusCode(401);
        call("CAnobody").statusCode(404).body("code", equalTo("NOT_FOUND"));
    }

    private io.restassured.response.ValidatableResponse call(String id) {
        return given().header("X-API-Key", "dev-viewer-key")
                .get("/api/calls/" + id)
                .then();
    }

    private CloudEvent<CallbackAccepted> status(String call, String status, int sequence, Map<String, String> more) {
        var fields = new ArrayList<Parameter>();
        more.forEach((name, value) -> fields.add(new Parameter(name, value)));
        fields.addAll(List.of(
                new Parameter("CallSid", call),
                new Parameter("From", CALLER),
                new Parameter("To", World.DEMO_NUMBER),
                new Parameter("CallStatus", status),
                new Parameter("SequenceNumber", Integer.toString(sequence))));
        return callbacks.callback(UUID.randomUUID().toString(), call, "voice.status", fields, null);
    }

    private CloudEvent<CallbackAccepted> vapi(String call, String type, String body) {
        return callbacks.callback("vapi", UUID.randomUUID().toString(), call, type, List.of(), body);
    }

    private CloudEvent<?> promised(String call, String appointment) {
        return envelope(new AppointmentPromised(
                call, "twilio", appointment, clock.instant().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS)));
    }

    private CloudEvent<?> booked(String call, String appointment, String patient) {
        var start = clock.instant().plusSeconds(86_400).truncatedTo(ChronoUnit.SECONDS);
        return envelope(new AppointmentBooked(appointment, "doctor-1", patient, start, start.plusSeconds(1800), call));
    }

    private CloudEvent<?> envelope(Event event) {
        return new CloudEvent<>(
                UUID.randomUUID().toString(), "/carillon/test", clock.instant(), World.DEMO, null, null, event);
    }

    private static double broken() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("calls_promised_without_appointment"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
