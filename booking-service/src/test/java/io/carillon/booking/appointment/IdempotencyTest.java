package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class IdempotencyTest {

    @Test
    @Requirement("R-WEB-06")
    void theSameRequestGetsTheFirstAnswerByteForByteAndIsDoneOnce() {
        var doctor = doctor(DEMO);
        var body = body(patient(DEMO), doctor, at("10:00"), at("10:30"));
        var key = key();

        var first = send(key, body);
        var again = send(key, body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isNull();
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.contentType()).isEqualTo(first.contentType());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(rows("select id from appointments where doctor_id = ?", doctor))
                .containsExactly(first.path("id").toString());
        assertThat(rows("select id from booking_attempts where doctor_id = ?", doctor))
                .isEmpty();
    }

    @Test
    void anotherBodyUnderTheKeyIsRefusedWhetherItCouldBeBookedOrNot() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var key = key();
        send(key, body(patient, doctor, at("10:00"), at("10:30"))).then().statusCode(201);

        for (var other : new String[] {
            body(patient, doctor, at("11:00"), at("11:30")),
            body(patient, doctor, at("10:00"), at("10:45")),
            body(patient(DEMO), doctor(DEMO), at("10:00"), at("10:30")),
            body(patient(KIN), doctor(KIN), at("02:00"), at("02:30"))
        }) {
            send(key, other).then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        }
        assertThat(rows("select count(*) from appointments where patient_id = ?", patient))
                .containsExactly("1");
    }

    @Test
    void oneRequestSentManyTimesAtOnceIsNeverRefusedItsOwnSuccess() {
        var doctor = doctor(DEMO);
        var body = body(patient(DEMO), doctor, at("10:00"), at("10:30"));
        var key = key();

        var answers = IntStream.range(0, 30)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> send(key, body), task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> answer.asString())
                .containsOnly(answers.getFirst().asString());
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed") == null)
                .hasSize(1);
        assertThat(rows("select count(*) from slot_claims where doctor_id = ?", doctor))
                .containsExactly("1");
    }

    @Test
    void aRefusalIsTheAnswerTooAlsoWhenTheSlotIsFreeByNow() {
        var doctor = doctor(DEMO);
        String first = send(key(), body(patient(DEMO), doctor, at("10:00"), at("10:30")))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        var late = body(patient(DEMO), doctor, at("10:15"), at("10:45"));
        var key = key();

        var refused = send(key, late);
        operator().post("/api/appointments/" + first + "/cancel").then().statusCode(200);
        var again = send(key, late);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.asByteArray()).isEqualTo(refused.asByteArray());
        assertThat(again.contentType()).startsWith("application/problem+json");
        assertThat(rows("select code from booking_attempts where doctor_id = ?", doctor))
                .containsExactly("SLOT_OVERLAP");
        send(key(), late).then().statusCode(201);
    }

    @Test
    void whatWasNotUnderstoodMayBeSentAgainMended() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var key = key();

        send(key, body("", doctor, at("10:00"), at("10:30"))).then().statusCode(400);
        send(key, body("nobody-" + key, doctor, at("10:00"), at("10:30")))
                .then()
                .statusCode(404);
        send(key, body(patient, doctor, at("10:00"), at("10:30"))).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "é"})
    void aKeyIsVisibleAscii(String key) {
        send(key, "{}").then().statusCode(400).body("code", equalTo("VALIDATION"));
        send("k".repeat(256), "{}").then().statusCode(400);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Response send(String key, String body) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments");
    }
}
