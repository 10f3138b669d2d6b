package io.carillon.booking.lifecycle;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.Audit;
import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.booking.hold.HoldApi;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.events.BookingEvent.SlotReleased;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LifecycleTest {

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement("R-BOOK-06")
    void aMovedAppointmentGivesItsTimeBackAndHasTheNew() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));

        move(id, at("11:00"), at("11:30"), null)
                .statusCode(200)
                .body("id", equalTo(id))
                .body("startTime", equalTo(Fixture.MONDAY + "T11:00:00-07:00"));

        assertThat(claims(doctor)).containsExactly(at("11:00") + " " + at("11:30"));
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        book(patient(DEMO), doctor, at("11:00")).statusCode(409);
        viewer().get("/api/appointments/" + id).then().body("startTime", equalTo(Fixture.MONDAY + "T11:00:00-07:00"));
    }

    @Test
    void aMoveMayOverlapTheTimeThatItGivesBack() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));

        move(id, at("10:15"), at("10:45"), null).statusCode(200);

        assertThat(claims(doctor)).containsExactly(at("10:15") + " " + at("10:45"));
    }

    @Test
    @Requirement({"R-BOOK-04", "R-BOOK-06"})
    void aMoveTakesTheTimeThatIsHeldForItAndEndsTheHoldWithIt() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        var hold = HoldApi.held(doctor, at("11:00"));

        move(id, at("11:00"), at("11:30"), null).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        var moved = post(id, "reschedule", slot(at("11:00"), at("11:30"), null, hold));

        moved.then().statusCode(200).body("startTime", equalTo(Fixture.MONDAY + "T11:00:00-07:00"));
        assertThat(claims(doctor)).containsExactly(at("11:00") + " " + at("11:30"));
        assertThat(rows("select status from holds where id = ?::uuid", hold)).containsExactly("RELEASED");
        told(SlotReleased.class, hold);
    }

    @Test
    void aMoveThatCannotBeLeavesTheHoldToItsCaller() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        booked(doctor, at("11:30"));
        var hold = HoldApi.held(doctor, at("11:00"));

        post(id, "reschedule", slot(at("11:00"), at("12:00"), null, hold))
                .then()
                .statusCode(409)
                .body("code", equalTo("SLOT_OVERLAP"));

        assertThat(rows("select status from holds where id = ?::uuid", hold)).containsExactly("HELD");
        assertThat(claims(doctor)).hasSize(3);
    }

    @Test
    void aHoldThatHasEndedOrIsAnotherDoctorsChangesNothingForAMove() {
        var doctor = doctor(DEMO);
        var other = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        var others = HoldApi.held(other, at("11:00"));

        post(id, "reschedule", slot(at("11:00"), at("11:30"), null, others))
                .then()
                .statusCode(200);
        post(
                        id,
                        "reschedule",
                        slot(at("12:00"), at("12:30"), null, UUID.randomUUID().toString()))
                .then()
                .statusCode(200);

        assertThat(claims(other)).containsExactly(at("11:00") + " " + at("11:30"));
        assertThat(claims(doctor)).containsExactly(at("12:00") + " " + at("12:30"));
    }

    @Test
    @Requirement("R-BOOK-04")
    void aMoveThatCannotBeLeavesEverythingAsItWasAndIsKept() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        booked(doctor, at("11:00"));

        move(id, at("11:15"), at("11:45"), null).statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        move(id, at("19:00"), at("19:30"), null).statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        move(id, Instant.parse("2020-01-06T18:00:00Z"), Instant.parse("2020-01-06T18:30:00Z"), null)
                .statusCode(422)
                .body("code", equalTo("START_IN_PAST"));
        move(id, at("10:00"), at("10:30"), "no-such-doctor").statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));
        move(id, at("02:00"), at("02:30"), doctor(KIN)).statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));

        assertThat(claims(doctor)).containsExactly(at("10:00") + " " + at("10:30"), at("11:00") + " " + at("11:30"));
        assertThat(rows("select code from booking_attempts where doctor_id = ? order by created_at", doctor))
                .containsExactly(
                        "SLOT_OVERLAP", "OUTSIDE_SCHEDULE", "START_IN_PAST", "UNKNOWN_DOCTOR", "UNKNOWN_DOCTOR");
    }

    @Test
    void anAppointmentMovesToAnotherDoctorOfTheClinic() {
        var from = doctor(DEMO);
        var to = doctor(DEMO);
        var id = booked(from, at("10:00"));

        move(id, at("10:00"), at("10:30"), to).statusCode(200).body("doctorId", equalTo(to));

        assertThat(claims(from)).isEmpty();
        assertThat(claims(to)).hasSize(1);
        told(AppointmentMoved.class, id);
    }

    @Test
    @Requirement("R-BOOK-09")
    void movesThatCrossEachOtherDoNotLockEachOtherOut() {
        var a = doctor(DEMO);
        var b = doctor(DEMO);
        var ofA = IntStream.range(0, 6)
                .mapToObj(n -> booked(a, at("08:00").plusSeconds(1800L * n)))
                .toList();
        var ofB = IntStream.range(0, 6)
                .mapToObj(n -> booked(b, at("13:00").plusSeconds(1800L * n)))
                .toList();

        var statuses = IntStream.range(0, 120)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> {
                            var toB = n % 2 == 0;
                            var id = (toB ? ofA : ofB).get((n / 2) % 6);
                            var start = at("08:00").plusSeconds(900L * ((n * 7L) % 36));
                            return move(id, start, start.plusSeconds(1800), toB ? b : a)
                                    .extract()
                                    .statusCode();
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses)
                .as("nobody hears of a deadlock")
                .isSubsetOf(200, 409)
                .contains(200);
        assertThat(rows("""
                        select count(*) from appointments x
                        join slot_claims c on c.appointment_id = x.id and c.doctor_id = x.doctor_id
                         and c.during = tstzrange(x.start_time, x.end_time, '[)')
                        where x.doctor_id in (?, ?)""", a, b)).containsExactly("12");
    }

    @Test
    void aCancelledAppointmentBlocksNothingAndStaysCancelled() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));

        post(id, "cancel", "{\"reason\":\"feels better\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"));
        post(id, "cancel", "").then().statusCode(200).body("status", equalTo("CANCELLED"));

        assertThat(claims(doctor)).isEmpty();
        assertThat(rows(
                        "select cancellation_reason from appointments where id = ?::uuid and cancelled_at is not null",
                        id))
                .containsExactly("feels better");
        book(patient(DEMO), doctor, at("10:00")).statusCode(201);
        post(id, "confirm", "").then().statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
        move(id, at("12:00"), at("12:30"), null).statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
        told(AppointmentCancelled.class, id);
    }

    @Test
    void confirmedThenArrivedThenDone() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));

        post(id, "confirm", "").then().statusCode(200).body("status", equalTo("CONFIRMED"));
        post(id, "check-in", "").then().statusCode(422).body("code", equalTo("TOO_EARLY"));
        post(id, "complete", "").then().statusCode(422).body("code", equalTo("TOO_EARLY"));
        itIsTimeFor(id);
        post(id, "check-in", "").then().statusCode(200).body("status", equalTo("CONFIRMED"));
        post(id, "no-show", "").then().statusCode(409).body("code", equalTo("STATUS_CONFLICT"));
        post(id, "complete", "").then().statusCode(200).body("status", equalTo("COMPLETED"));

        assertThat(rows("select status from appointments where id = ?::uuid and checked_in_at is not null", id))
                .containsExactly("COMPLETED");
        assertThat(claims(doctor)).isEmpty();
        told(AppointmentStatusChanged.class, id);
    }

    @Test
    void whoDidNotComeIsNotedOnlyAfterTheStart() {
        var id = booked(doctor(DEMO), at("10:00"));

        post(id, "no-show", "").then().statusCode(422).body("code", equalTo("TOO_EARLY"));
        itIsTimeFor(id);
        post(id, "no-show", "").then().statusCode(200).body("status", equalTo("NO_SHOW"));
    }

    @Test
    @Requirement({"R-BOOK-29", "R-SEC-06"})
    void aDeletedAppointmentIsGoneUntilItIsRestored() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));

        operator().delete("/api/appointments/" + id).then().statusCode(200);

        viewer().get("/api/appointments/" + id).then().statusCode(404);
        post(id, "cancel", "").then().statusCode(404).body("code", equalTo("UNKNOWN_APPOINTMENT"));
        assertThat(rows("select deleted_by from appointments where id = ?::uuid and deleted_at is not null", id))
                .containsExactly("dev-operator");
        assertThat(claims(doctor)).isEmpty();

        post(id, "restore", "").then().statusCode(200).body("status", equalTo("BOOKED"));
        viewer().get("/api/appointments/" + id).then().statusCode(200);
        assertThat(claims(doctor)).hasSize(1);
        told(AppointmentBooked.class, id);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Audit.changes(id))
                        .filteredOn(change -> change.actor().equals("dev-operator"))
                        .extracting(ChangeRecorded::action)
                        .containsSubsequence("BOOK", "DELETE", "RESTORE"));
    }

    @Test
    void whatIsRestoredNeedsItsTimeToBeFree() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        operator().delete("/api/appointments/" + id).then().statusCode(200);
        booked(doctor, at("10:00"));

        post(id, "restore", "").then().statusCode(409).body("code", equalTo("SLOT_OVERLAP"));
        viewer().get("/api/appointments/" + id).then().statusCode(404);
    }

    @Test
    void aRepeatedMoveGetsItsFirstAnswerAndIsNotRefusedItsOwnSuccess() {
        var id = booked(doctor(DEMO), at("10:00"));
        var key = UUID.randomUUID().toString();
        var wanted = slot(at("11:00"), at("11:30"), null);

        var first = keyed(key, id, "reschedule", wanted);
        post(id, "cancel", "").then().statusCode(200);
        var again = keyed(key, id, "reschedule", wanted);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        keyed(key, id, "reschedule", slot(at("12:00"), at("12:30"), null))
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        keyed(key, id, "cancel", "{}").then().statusCode(422).body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
    }

    @Test
    void aRepeatedRefusalIsTheFirstAnswerTooAlsoWhenItWouldBeAnotherByNow() {
        var doctor = doctor(DEMO);
        var id = booked(doctor, at("10:00"));
        var key = UUID.randomUUID().toString();

        var first = keyed(key, id, "no-show", "");
        itIsTimeFor(id);
        var again = keyed(key, id, "no-show", "");

        assertThat(first.statusCode()).isEqualTo(422);
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        keyed(key, booked(doctor, at("11:00")), "no-show", "")
                .then()
                .statusCode(422)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        assertThat(rows("select code from booking_attempts where doctor_id = ?", doctor))
                .as("nobody tried to book")
                .isEmpty();
        post(id, "no-show", "").then().statusCode(200).body("status", equalTo("NO_SHOW"));
    }

    @Test
    void anotherClinicsAppointmentDoesNotExistForAServiceOfThisOne() {
        var id = booked(doctor(DEMO), at("10:00"));

        for (var change : new String[] {"cancel", "confirm", "restore"}) {
            given().header(ServiceToken.HEADER, tokens.header(KIN))
                    .post("/api/appointments/" + id + "/" + change)
                    .then()
                    .statusCode(404);
        }
        assertThat(rows("select status from appointments where id = ?::uuid", id))
                .containsExactly("BOOKED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{}",
                "{\"endTime\":\"2031-01-06T10:00:00Z\"}",
                "{\"startTime\":\"2041-01-06T10:00:00Z\"}",
                "{\"startTime\":\"2031-01-06T10:00:00Z\",\"endTime\":\"\"}",
                "{\"startTime\":1,\"endTime\":2}",
                "{\"startTime\":\"2031-01-06T10:00:00Z\",\"endTime\":\"2041-01-06T10:00:00Z\"}",
                "{\"startTime\":\"0000-01-06T10:00:00Z\",\"endTime\":\"2031-01-06T10:00:00Z\"}",
                "{\"startTime\":\"2031-01-06T10:00:00Z\",\"endTime\":\"2031-01-06T10:30:00Z\",\"doctorId\":7}",
                "{\"startTime\":\"2031-01-06T10:00:00Z\",\"holdId\":\"not-a-uuid\"}",
                "{\"startTime\":\"2031-01-06T10:00:00Z\",\"callId\":\" \"}"
            })
    void aMoveThatMakesNoSenseIsSaidToMakeNone(String body) {
        var id = booked(doctor(DEMO), at("10:00"));

        post(id, "reschedule", body).then().statusCode(400).body("code", equalTo("VALIDATION"));
    }

    @ParameterizedTest
    @CsvSource({"not-a-uuid,cancel,404", "00000000-0000-4000-8000-00000000dead,cancel,404"})
    void whatDoesNotExistCannotBeChanged(String id, String change, int status) {
        post(id, change, "").then().statusCode(status).body("code", equalTo("UNKNOWN_APPOINTMENT"));
    }

    @Test
    void aReasonIsOneLineOfBoundedLength() {
        var id = booked(doctor(DEMO), at("10:00"));

        post(id, "cancel", "{\"reason\":\"" + "x".repeat(501) + "\"}").then().statusCode(400);
        post(id, "cancel", "{\"reason\":\"a\\u0000b\"}").then().statusCode(400);
        post(id, "cancel", "{\"reason\":\"'; drop table appointments; --\"}")
                .then()
                .statusCode(200);
        assertThat(rows("select cancellation_reason from appointments where id = ?::uuid", id))
                .containsExactly("'; drop table appointments; --");
    }

    private static String booked(String doctor, Instant start) {
        return book(patient(DEMO), doctor, start).statusCode(201).extract().path("id");
    }

    /** The appointment, and the claim on its time, an hour ago. */
    private static void itIsTimeFor(String id) {
        sql("""
                update appointments set start_time = now() - interval '1 minute', end_time = now() + interval '29 minutes'
                where id = ?::uuid""", id);
    }

    private static java.util.List<String> claims(String doctor) {
        return rows("""
                        select to_char(lower(during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ' '
                            || to_char(upper(during) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                        from slot_claims where doctor_id = ? order by during""", doctor);
    }

    private static void told(Class<?> event, String id) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Topics.read(Topic.BOOKINGS))
                        .anyMatch(read -> event.isInstance(read.data())
                                && read.data().toString().contains(id)));
    }

    private static ValidatableResponse move(String id, Instant start, Instant end, String doctor) {
        return post(id, "reschedule", slot(start, end, doctor)).then();
    }

    private static String slot(Instant start, Instant end, String doctor, String hold) {
        var slot = slot(start, end, doctor);
        return slot.substring(0, slot.length() - 1) + ",\"holdId\":\"" + hold + "\"}";
    }

    private static String slot(Instant start, Instant end, String doctor) {
        return "{\"startTime\":\"%s\",\"endTime\":\"%s\"%s}"
                .formatted(start, end, doctor == null ? "" : ",\"doctorId\":\"%s\"".formatted(doctor));
    }

    private static Response post(String id, String change, String body) {
        var request = operator();
        if (!body.isEmpty()) {
            request.contentType(ContentType.JSON).body(body);
        }
        return request.post("/api/appointments/" + id + "/" + change);
    }

    private static Response keyed(String key, String id, String change, String body) {
        return operator()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments/" + id + "/" + change);
    }
}
