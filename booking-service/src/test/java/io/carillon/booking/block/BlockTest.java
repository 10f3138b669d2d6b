package io.carillon.booking.block;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BlockTest {

    @Test
    void lunchEveryDayIsNobodysToBookUntilItIsTakenAway() {
        var doctor = doctor(DEMO);
        var block = block(doctor, body("12:00", "13:00", daily(10), "lunch"));
        block.then()
                .statusCode(201)
                .header("Location", equalTo("/api/blocks/" + block.path("id")))
                .body("from", equalTo(MONDAY + "T12:00:00"))
                .body("timeZone", equalTo("America/Los_Angeles"))
                .body("reason", equalTo("lunch"))
                .body("recurrence.frequency", equalTo("DAILY"))
                .body("recurrence.count", equalTo(10))
                .body("occurrences", equalTo(10));

        book(patient(DEMO), doctor, at("12:30")).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        book(patient(DEMO), doctor, at("12:30").plus(Duration.ofDays(1))).statusCode(409);
        book(patient(DEMO), doctor, at("11:30")).statusCode(201);
        book(patient(DEMO), doctor, at("13:00")).statusCode(201);
        viewer().get("/api/availability?doctorId=%s&from=%s&to=%s".formatted(doctor, at("11:00"), at("14:00")))
                .then()
                .statusCode(200)
                .body("slots.startTime", not(hasItem(containsString("T12:"))));

        var tomorrow = MONDAY.plusDays(1);
        operator()
                .delete("/api/blocks/%s/occurrences/%s".formatted(block.path("id"), tomorrow))
                .then()
                .statusCode(204);
        operator()
                .delete("/api/blocks/%s/occurrences/%s".formatted(block.path("id"), tomorrow))
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_BLOCK"));
        book(patient(DEMO), doctor, at("12:30").plus(Duration.ofDays(1))).statusCode(201);
        viewer().get("/api/blocks/" + block.path("id")).then().body("occurrences", equalTo(9));

        operator().delete("/api/blocks/" + block.path("id")).then().statusCode(204);
        operator().delete("/api/blocks/" + block.path("id")).then().statusCode(404);
        book(patient(DEMO), doctor, at("12:00")).statusCode(201);
        assertThat(rows("select id from slot_claims where doctor_id = ? and block_id is not null", doctor))
                .isEmpty();
    }

    @Test
    @Requirement("R-BOOK-06")
    void aSeriesThatMeetsAnythingIsRefusedWholeWithWhatItMeets() {
        var doctor = doctor(DEMO);
        IntStream.range(0, 5)
                .forEach(day -> book(patient(DEMO), doctor, at("12:00").plus(Duration.ofDays(day)))
                        .statusCode(201));
        operator()
                .contentType(ContentType.JSON)
                .body("""
                        {"doctorId":"%s","startTime":"%s","endTime":"%s"}""".formatted(
                                doctor,
                                at("12:30").plus(Duration.ofDays(5)),
                                at("13:00").plus(Duration.ofDays(5))))
                .post("/api/holds")
                .then()
                .statusCode(201);
        block(doctor, body("12:45", "13:30", "", null)).then().statusCode(201);

        block(doctor, body("12:00", "13:00", daily(20), null))
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("SLOT_OVERLAP"))
                .body("conflictCount", equalTo(7))
                .body("conflicts", hasSize(7))
                .body("conflicts[0].startTime", equalTo(MONDAY + "T12:00:00-07:00"))
                .body("conflicts[0].kind", equalTo("APPOINTMENT"))
                .body("conflicts[1].kind", equalTo("BLOCK"))
                .body("conflicts[6].kind", equalTo("HOLD"));

        assertThat(rows("select count(*) from blocks where doctor_id = ?", doctor))
                .containsExactly("1");
        assertThat(rows("select count(*) from slot_claims where doctor_id = ?", doctor))
                .containsExactly("7");
    }

    @Test
    void ofManyConflictsTwentyAreNamed() {
        var doctor = doctor(DEMO);
        IntStream.range(0, 22)
                .forEach(n -> block(doctor, body(time(8 * 60 + 10 * n), time(8 * 60 + 10 * n + 10), "", null))
                        .then()
                        .statusCode(201));

        block(doctor, body("08:00", "18:00", "", null))
                .then()
                .statusCode(409)
                .body("conflicts", hasSize(20))
                .body("conflictCount", equalTo(22));
    }

    @Test
    void theSameRequestGetsTheFirstAnswerByteForByte() {
        var doctor = doctor(DEMO);
        var key = UUID.randomUUID().toString();
        var body = body("12:00", "13:00", daily(3), null);

        var first = block(doctor, body, key);
        var again = block(doctor, body, key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        block(doctor, body("14:00", "15:00", "", null), key)
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        block(doctor, body).then().statusCode(409);
    }

    @Test
    void aDoctorsBlocksAreListedPageByPage() {
        var doctor = doctor(DEMO);
        IntStream.range(8, 13)
                .forEach(hour -> block(doctor, body(time(60 * hour), time(60 * hour + 30), "", null))
                        .then()
                        .statusCode(201));

        var first = viewer().get("/api/doctors/%s/blocks?limit=3".formatted(doctor));
        first.then().statusCode(200).body("blocks", hasSize(3)).body("blocks[0].recurrence", nullValue());
        viewer().get("/api/doctors/%s/blocks?limit=3&after=%s".formatted(doctor, first.path("next")))
                .then()
                .body("blocks.from", equalTo(java.util.List.of(MONDAY + "T11:00:00", MONDAY + "T12:00:00")))
                .body("next", nullValue());
    }

    @Test
    void timesWithOffsetAreReadByTheClinicsClock() {
        var body = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(at("12:00"), at("13:00"));
        block(doctor(DEMO), body).then().statusCode(201).body("from", equalTo(MONDAY + "T12:00:00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"from\":7,\"to\":true}",
                "{\"from\":\"yesterday\",\"to\":\"2030-01-07T12:00\"}",
                "{\"from\":\"1830-01-07T11:00\",\"to\":\"1830-01-07T12:00\"}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T11:00\"}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2040-01-07T11:00\"}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":7}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"HOURLY\",\"count\":3}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\"}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"count\":401}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"until\":\"2039-01-07\"}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"until\":\"soon\"}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"count\":3,\"interval\":0}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"WEEKLY\",\"count\":3,\"weekdays\":[\"SUN\"]}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-07T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"count\":3,\"weekdays\":[\"SUNDAY\"]}}",
                "{\"from\":\"2030-01-07T12:00\",\"to\":\"2030-01-08T13:00\",\"recurrence\":{\"frequency\":\"DAILY\",\"count\":3}}"
            })
    void whatMakesNoSenseIsSaidToMakeNone(String body) {
        block(doctor(DEMO), body).then().statusCode(400).body("code", equalTo("VALIDATION"));
    }

    @Test
    void whoIsNotThereCannotBeBlocked() {
        block("nobody", body("12:00", "13:00", "", null))
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"));
        block(doctor(DEMO), "{\"from\":\"2020-01-07T12:00\",\"to\":\"2020-01-07T13:00\"}")
                .then()
                .statusCode(422)
                .body("code", equalTo("START_IN_PAST"));
        operator().delete("/api/blocks/nonsense").then().statusCode(404);
        operator()
                .delete("/api/blocks/%s/occurrences/monday".formatted(UUID.randomUUID()))
                .then()
                .statusCode(400);
        viewer().delete("/api/blocks/" + UUID.randomUUID()).then().statusCode(403);
    }

    private static String time(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    private static String daily(int count) {
        return ",\"recurrence\":{\"frequency\":\"DAILY\",\"count\":%d}".formatted(count);
    }

    /** On {@link io.carillon.booking.Fixture#MONDAY}. */
    private static String body(
            String from, String to, String recurrence, @org.jspecify.annotations.Nullable String reason) {
        return "{\"from\":\"%sT%s\",\"to\":\"%sT%s\"%s%s}"
                .formatted(
                        MONDAY, from, MONDAY, to, recurrence, reason == null ? "" : ",\"reason\":\"" + reason + "\"");
    }

    private static Response block(String doctor, String body) {
        return operator().contentType(ContentType.JSON).body(body).post("/api/doctors/" + doctor + "/blocks");
    }

    private static Response block(String doctor, String body, String key) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/doctors/" + doctor + "/blocks");
    }
}
