package io.carillon.booking.hold;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.patients;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.hold.HoldApi.body;
import static io.carillon.booking.hold.HoldApi.call;
import static io.carillon.booking.hold.HoldApi.confirm;
import static io.carillon.booking.hold.HoldApi.held;
import static io.carillon.booking.hold.HoldApi.hold;
import static io.carillon.booking.hold.HoldApi.release;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class HoldTest {

    private static final int AT_ONCE = 100;

    @Inject
    Clock clock;

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement("R-BOOK-11")
    void aHeldSlotIsNobodyElsesUntilItIsConfirmed() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var call = call();

        var held = hold(doctor, at("10:00"), call);
        held.then()
                .statusCode(201)
                .header("Location", equalTo("/api/holds/" + held.path("id")))
                .body("status", equalTo("HELD"))
                .body("doctorId", equalTo(doctor))
                .body("startTime", equalTo(at("10:00").toString()))
                .body("endTime", equalTo(at("10:30").toString()))
                .body("timeZone", equalTo("America/Los_Angeles"))
                .body("callId", equalTo(call))
                .body("expiresAt", notNullValue());
        book(patient(DEMO), doctor, at("10:15")).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        hold(doctor, at("09:45"), call()).then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        hold(doctor, at("10:30"), call).then().statusCode(201);
        viewer().get("/api/holds/" + held.path("id"))
                .then()
                .statusCode(200)
                .body("status", equalTo("HELD"))
                .body("startTime", containsString("T10:00:00-07:00"));

        var booked = confirm(held.path("id"), patient);

        booked.then()
                .statusCode(201)
                .header("Location", startsWith("/api/appointments/"))
                .body("status", equalTo("BOOKED"))
                .body("patientId", equalTo(patient))
                .body("doctorId", equalTo(doctor))
                .body("callId", equalTo(call));
        viewer().get(booked.header("Location")).then().statusCode(200).body("startTime", containsString("T10:00:00"));
        viewer().get("/api/holds/" + held.path("id"))
                .then()
                .body("status", equalTo("CONFIRMED"))
                .body("appointmentId", equalTo(booked.<String>path("id")));
        assertThat(rows("select state from slot_claims where appointment_id = ?", UUID.fromString(booked.path("id"))))
                .containsExactly("TAKEN");
        assertThat(rows("""
                        select count(*) from appointments a join holds h on h.appointment_id = a.id
                        where a.booking_started_at = h.held_at and a.doctor_id = ?""", doctor)).containsExactly("1");
    }

    @Test
    void aReleasedSlotIsFreeAtOnceAndReleasingTwiceDoesNoHarm() {
        var doctor = doctor(DEMO);
        var hold = held(doctor, at("10:00"));

        release(hold).then().statusCode(204);
        release(hold).then().statusCode(204);

        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        confirm(hold, patient(DEMO)).then().statusCode(409).body("code", equalTo("HOLD_EXPIRED"));
        viewer().get("/api/holds/" + hold).then().body("status", equalTo("RELEASED"));
        release(UUID.randomUUID().toString()).then().statusCode(404).body("code", equalTo("UNKNOWN_HOLD"));
        release("nonsense").then().statusCode(404).body("code", equalTo("UNKNOWN_HOLD"));
        confirm("nonsense", "pat-1").then().statusCode(404).body("code", equalTo("UNKNOWN_HOLD"));
        viewer().get("/api/holds/nonsense").then().statusCode(404);
    }

    @Test
    void whatRanOutIsFreeWithoutAnybodySweeping() {
        var doctor = doctor(DEMO);
        var hold = held(doctor, at("10:00"));
        ranOut(hold);

        confirm(hold, patient(DEMO)).then().statusCode(409).body("code", equalTo("HOLD_EXPIRED"));
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        confirm(hold, patient(DEMO)).then().statusCode(409).body("code", equalTo("HOLD_EXPIRED"));
        assertThat(rows("select code from booking_attempts where doctor_id = ?", doctor))
                .containsExactly("HOLD_EXPIRED", "HOLD_EXPIRED");
    }

    @Test
    @Requirement("R-BOOK-06")
    void aHundredConfirmOneHoldAndOneIsBooked() {
        var doctor = doctor(DEMO);
        var hold = held(doctor, at("10:00"));
        var patients = patients(DEMO, AT_ONCE);

        var answers = atOnce(n -> confirm(hold, patients.get(n)));

        assertThat(answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting())))
                .containsOnly(java.util.Map.entry(201, 1L), java.util.Map.entry(409, AT_ONCE - 1L));
        assertThat(rows("select state from slot_claims where doctor_id = ?", doctor))
                .containsExactly("TAKEN");
        assertThat(rows("select status from appointments where doctor_id = ?", doctor))
                .containsExactly("BOOKED");
    }

    @Test
    @Requirement("R-BOOK-06")
    void aHundredHoldOneSlotAndOneHasIt() {
        var doctor = doctor(DEMO);

        var answers = atOnce(n -> hold(doctor, at("10:00"), call()));

        assertThat(answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting())))
                .containsOnly(java.util.Map.entry(201, 1L), java.util.Map.entry(409, AT_ONCE - 1L));
        assertThat(rows("select status from holds where doctor_id = ?", doctor)).containsExactly("HELD");
    }

    /** Without a key too: the answer to a confirmation may have been lost on its way. */
    @Test
    @Requirement("R-BOOK-10")
    void nobodyIsRefusedTheirOwnSuccess() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var hold = held(doctor, at("10:00"));

        var answers = atOnce(n -> confirm(hold, patient));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers)
                .extracting(Response::asString)
                .containsOnly(answers.getFirst().asString());
        assertThat(rows("select count(*) from appointments where doctor_id = ?", doctor))
                .containsExactly("1");
        confirm(hold, patient(DEMO)).then().statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
        release(hold).then().statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
    }

    @Test
    @Requirement("R-BOOK-10")
    void whatWasCancelledMeanwhileIsNotConfirmedOnceMore() {
        var patient = patient(DEMO);
        var hold = held(doctor(DEMO), at("10:00"));
        var id = confirm(hold, patient).then().statusCode(201).extract().<String>path("id");
        operator().post("/api/appointments/" + id + "/cancel").then().statusCode(200);

        confirm(hold, patient).then().statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
    }

    @Test
    void theSameRequestGetsTheFirstAnswerByteForByte() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var body = body(doctor, at("10:00"), call());
        var key = UUID.randomUUID().toString();

        var first = hold(body, key);
        var again = hold(body, key);
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        hold(body(doctor, at("12:00"), call()), key)
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));

        var confirmKey = UUID.randomUUID().toString();
        var booked = confirm(first.path("id"), patient, confirmKey);
        var bookedAgain = confirm(first.path("id"), patient, confirmKey);
        assertThat(booked.statusCode()).isEqualTo(201);
        assertThat(bookedAgain.asByteArray()).isEqualTo(booked.asByteArray());
        assertThat(bookedAgain.header("Location")).isEqualTo(booked.header("Location"));
        confirm(first.path("id"), patient(DEMO), confirmKey)
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        // A refusal that stands is the answer too, also when it would be another by now.
        var late = body(doctor, at("10:15"), call());
        var lateKey = UUID.randomUUID().toString();
        hold(late, lateKey).then().statusCode(409);
        sql("delete from slot_claims where doctor_id = ?", doctor);
        hold(late, lateKey).then().statusCode(409).header("Idempotent-Replayed", equalTo("true"));
    }

    @Test
    void ofAListEachSlotIsHeldOrRefusedByItself() {
        var doctor = doctor(DEMO);
        var other = doctor(DEMO);
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        var call = call();

        hold("""
                        {"callId":"%s","slots":[%s,%s,%s,%s,%s]}""".formatted(
                                call,
                                body(doctor, at("10:00"), call),
                                body(doctor, at("11:00"), call),
                                body(other, at("10:00"), call),
                                body(other, at("20:00"), call),
                                body("doctor-nobody", at("10:00"), call)))
                .then()
                .statusCode(201)
                .body("slots.status", contains("REFUSED", "HELD", "HELD", "REFUSED", "REFUSED"))
                .body("slots.code", contains("SLOT_OVERLAP", null, null, "OUTSIDE_SCHEDULE", "UNKNOWN_DOCTOR"))
                .body("slots[1].callId", equalTo(call));
        assertThat(rows("select count(*) from holds where call_id = ?", call)).containsExactly("2");
        hold("{\"slots\":[%s]}".formatted(body(doctor, at("10:00"), call)))
                .then()
                .statusCode(200)
                .body("slots.status", contains("REFUSED"));
        hold("{\"slots\":[%s,%s]}".formatted(body(doctor, at("13:00"), call), body(doctor(KIN), at("01:00"), call)))
                .then()
                .statusCode(400);
        hold("{\"slots\":[%s]}"
                        .formatted(String.join(
                                ",",
                                IntStream.range(0, 6)
                                        .mapToObj(n -> body(doctor, at("13:00"), call))
                                        .toList())))
                .then()
                .statusCode(400)
                .body("detail", containsString("slots"));
    }

    @Test
    void aCallHasSoManySlotsOnHoldAndNoMore() {
        var doctors = IntStream.range(0, 12).mapToObj(n -> doctor(DEMO)).toList();
        var call = call();

        var answers = atOnce(12, n -> hold(doctors.get(n), at("10:00"), call));

        assertThat(answers.stream().collect(Collectors.groupingBy(Response::statusCode, Collectors.counting())))
                .containsOnly(java.util.Map.entry(201, 10L), java.util.Map.entry(429, 2L));
        answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .forEach(answer ->
                        answer.then().body("code", equalTo("TOO_MANY_HOLDS")).header("Retry-After", notNullValue()));
        var held = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow();
        release(held.path("id")).then().statusCode(204);
        hold(doctors.getFirst(), at("14:00"), call).then().statusCode(201);
        hold(doctors.getFirst(), at("15:00"), call).then().statusCode(429);
    }

    @ParameterizedTest
    @CsvSource({"10,201", "900,201", "9,400", "901,400", "1.5,400", "\"ten\",400", "-1,400", "1e9,400"})
    void aHoldLastsTenSecondsToAQuarterOfAnHour(String seconds, int status) {
        var body = body(doctor(DEMO), at("10:00"), call());
        var before = clock.instant();

        var answer = hold(body.replace("{", "{\"seconds\":" + seconds + ","));

        answer.then().statusCode(status);
        if (status == 201) {
            assertThat(Duration.between(before, Instant.parse(answer.path("expiresAt"))))
                    .isBetween(
                            Duration.ofSeconds(Long.parseLong(seconds)),
                            Duration.ofSeconds(Long.parseLong(seconds) + 20));
        }
    }

    /** As booking has it (R-BOOK-03): the same codes in the same order, and kept alike. */
    @Test
    void whatCannotBeBookedCannotBeHeld() {
        var without = Fixture.doctorWithoutHours(DEMO);
        hold(without, at("10:00"), call()).then().statusCode(422).body("code", equalTo("SCHEDULE_MISSING"));
        var doctor = doctor(DEMO);
        hold(doctor, at("07:45"), call()).then().statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        hold(doctor, Instant.parse("2020-01-06T18:00:00Z"), call())
                .then()
                .statusCode(422)
                .body("code", equalTo("START_IN_PAST"));
        hold("nobody", at("10:00"), call()).then().statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));
        hold("[]").then().statusCode(400).body("code", equalTo("VALIDATION"));
        hold("{}").then().statusCode(400).body("detail", containsString("doctorId"));
        hold("{\"slots\":[{\"doctorId\":7}]}")
                .then()
                .statusCode(400)
                .body("detail", containsString("slots[0].doctorId is not a string."));
        hold("{\"slots\":{}}").then().statusCode(400);
        hold(body(doctor, at("10:00"), " ")).then().statusCode(400).body("detail", containsString("callId"));
        hold(body(doctor, at("10:00"), "x".repeat(129))).then().statusCode(400);
        assertThat(rows(
                        "select code from booking_attempts where doctor_id in (?, ?) order by created_at",
                        without,
                        doctor))
                .containsExactly("SCHEDULE_MISSING", "OUTSIDE_SCHEDULE", "START_IN_PAST", "VALIDATION", "VALIDATION");
        var hold = held(doctor, at("10:00"));
        confirm(hold, "nobody").then().statusCode(404).body("code", equalTo("UNKNOWN_PATIENT"));
        operator()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/holds/" + hold + "/confirm")
                .then()
                .statusCode(400);
        confirm(UUID.randomUUID().toString(), "pat-1").then().statusCode(404).body("code", equalTo("UNKNOWN_HOLD"));
    }

    @Test
    void aDuplicateIsRefusedAndTheHoldStands() {
        var patient = patient(DEMO);
        book(patient, doctor(DEMO), at("10:00")).statusCode(201);
        var hold = held(doctor(DEMO), at("10:00"));

        confirm(hold, patient).then().statusCode(409).body("code", equalTo("DUPLICATE"));

        confirm(hold, patient(DEMO)).then().statusCode(201);
    }

    @Test
    void hoursThatChangedMeanwhileAreSeenWhenHoldingAndWhenConfirming() {
        var doctor = doctor(DEMO);
        var hold = held(doctor, at("17:00"));
        sql("update working_hours set to_time = '16:00' where doctor_id = ?", doctor);

        hold(doctor, at("16:00"), call()).then().statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        confirm(hold, patient(DEMO)).then().statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));

        sql("update working_hours set to_time = '20:00' where doctor_id = ?", doctor);
        hold(doctor, at("19:00"), call()).then().statusCode(201);
        confirm(hold, patient(DEMO)).then().statusCode(201);
    }

    @Test
    void nobodyIsHeldForWhoNoLongerWaits() {
        var doctor = doctor(DEMO);
        operator()
                .header("X-Carillon-Deadline", clock.instant().minusSeconds(1).toEpochMilli())
                .contentType(ContentType.JSON)
                .body(body(doctor, at("10:00"), call()))
                .post("/api/holds")
                .then()
                .statusCode(503)
                .body("code", equalTo("DEADLINE_PASSED"));
        var hold = held(doctor, at("10:00"));
        operator()
                .header("X-Carillon-Deadline", clock.instant().minusSeconds(1).toEpochMilli())
                .contentType(ContentType.JSON)
                .body("{\"patientId\":\"pat-1\"}")
                .post("/api/holds/" + hold + "/confirm")
                .then()
                .statusCode(503)
                .body("code", equalTo("DEADLINE_PASSED"));
        assertThat(rows("select status from holds where doctor_id = ?", doctor)).containsExactly("HELD");
        assertThat(rows("select id from appointments where doctor_id = ?", doctor))
                .isEmpty();
    }

    @Test
    @Requirement("R-BOOK-17")
    void oneClinicsHoldsAreNotAnothers() {
        var token = tokens.header(KIN);
        var hold = held(doctor(DEMO), at("10:00"));
        var others = given().header(ServiceToken.HEADER, token).contentType(ContentType.JSON);

        others.get("/api/holds/" + hold).then().statusCode(404).body("code", equalTo("UNKNOWN_HOLD"));
        others.body("{\"patientId\":\"pat-1\"}")
                .post("/api/holds/" + hold + "/confirm")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_HOLD"));
        others.delete("/api/holds/" + hold).then().statusCode(404);
        others.body(body(doctor(DEMO), at("10:00"), call()))
                .post("/api/holds")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"));
        assertThat(rows("select status from holds where id = ?::uuid", hold)).containsExactly("HELD");
    }

    @Test
    void buffersAreHeldAndBookedWithTheSlot() {
        var doctor = doctor(DEMO);
        sql("update doctors set buffer_before_minutes = 15, buffer_after_minutes = 10 where id = ?", doctor);
        var hold = held(doctor, at("10:00"));

        hold(doctor, at("10:30"), call()).then().statusCode(409);
        confirm(hold, patient(DEMO)).then().statusCode(201);

        assertThat(rows(
                        "select during = tstzrange(?, ?, '[)') from slot_claims where doctor_id = ?",
                        at("09:45").atOffset(java.time.ZoneOffset.UTC),
                        at("10:40").atOffset(java.time.ZoneOffset.UTC),
                        doctor))
                .containsExactly("t");
    }

    @Test
    void aViewerMayLookAndNotHold() {
        var body = body(doctor(DEMO), at("10:00"), call());
        viewer().contentType(ContentType.JSON)
                .body(body)
                .post("/api/holds")
                .then()
                .statusCode(403);
        viewer().delete("/api/holds/" + UUID.randomUUID()).then().statusCode(403);
    }

    static void ranOut(String hold) {
        sql(
                "update holds set held_at = now() - interval '2 minutes', expires_at = now() - interval '1 second'"
                        + " where id = ?::uuid",
                hold);
        sql("update slot_claims set expires_at = now() - interval '1 second' where hold_id = ?::uuid", hold);
    }

    private static List<Response> atOnce(IntFunction<Response> call) {
        return atOnce(AT_ONCE, call);
    }

    private static List<Response> atOnce(int count, IntFunction<Response> call) {
        return IntStream.range(0, count)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> call.apply(n), task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }
}
