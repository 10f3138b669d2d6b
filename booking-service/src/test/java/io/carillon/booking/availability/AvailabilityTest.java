package io.carillon.booking.availability;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.doctorWithoutHours;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.post;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class AvailabilityTest {

    @Inject
    Clock clock;

    @Inject
    ServiceToken tokens;

    @Test
    void whatIsOfferedIsInTheClinicsTimeAndCanBeBooked() {
        var doctor = doctor(DEMO);
        book(patient(DEMO), doctor, at("08:30")).statusCode(201);

        var offer = ask("doctorId=" + doctor + "&from=" + at("00:00"))
                .body("timeZone", equalTo("America/Los_Angeles"))
                .body(
                        "slots.startTime",
                        contains(MONDAY + "T08:00:00-07:00", MONDAY + "T09:00:00-07:00", MONDAY + "T09:30:00-07:00"));

        post(Fixture.body(
                        patient(DEMO),
                        doctor,
                        offer.extract().<String>path("slots[0].startTime"),
                        offer.extract().<String>path("slots[0].endTime")))
                .statusCode(201);
        ask("doctorId=" + doctor + "&from=" + at("00:00") + "&limit=1")
                .body("slots.startTime", contains(MONDAY + "T09:00:00-07:00"));
    }

    @Test
    void aClinicOffersTheDoctorsItHasByTurns() {
        var clinic = clinic("Africa/Kinshasa");
        var first = doctor(clinic);
        var second = doctor(clinic);
        doctorWithoutHours(clinic);

        var doctors = ask("clinic=" + clinic + "&from=" + MONDAY + "T00:00:00Z&durationMinutes=60&limit=4")
                .body("timeZone", equalTo("Africa/Kinshasa"))
                .body(
                        "slots.startTime",
                        contains(
                                MONDAY + "T08:00:00+01:00",
                                MONDAY + "T09:00:00+01:00",
                                MONDAY + "T10:00:00+01:00",
                                MONDAY + "T11:00:00+01:00"))
                .extract()
                .<java.util.List<String>>path("slots.doctorId");
        assertThat(doctors).containsOnly(first, second);
        assertThat(doctors.get(0)).isNotEqualTo(doctors.get(1)).isEqualTo(doctors.get(2));
    }

    @Test
    void nothingIsOfferedThatHasBegun() {
        var slots = ask("clinic=DEMO&from=2020-01-01T00:00:00Z&limit=200")
                .extract()
                .<java.util.List<String>>path("slots.startTime");

        assertThat(slots)
                .isNotEmpty()
                .allSatisfy(start -> assertThat(OffsetDateTime.parse(start).toInstant())
                        .isAfter(clock.instant().minusSeconds(5)));
    }

    @Test
    void aHeldSlotIsNotOfferedAndAnExpiredHoldIs() {
        var doctor = doctor(DEMO);
        var hold = """
                insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                values (?, ?, tstzrange(?::timestamptz, ?::timestamptz, '[)'), 'HELD', now() + ?::interval)""";
        sql(hold, DEMO, doctor, at("08:00").toString(), at("08:30").toString(), "10 minutes");
        sql(hold, DEMO, doctor, at("08:30").toString(), at("09:00").toString(), "-1 second");

        ask("doctorId=" + doctor + "&from=" + at("00:00") + "&limit=1")
                .body("slots.startTime", contains(MONDAY + "T08:30:00-07:00"));
    }

    @Test
    void aServiceNeedNotNameTheClinicItSpeaksForAndSeesNoOther() {
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/availability")
                .then()
                .statusCode(200)
                .body("timeZone", equalTo("Africa/Kinshasa"))
                .body("slots", hasSize(3));
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/availability?doctorId=doctor-1")
                .then()
                .statusCode(404);
    }

    @Test
    void whatEndsAtATimeStopsThere() {
        var doctor = doctor(DEMO);

        ask("doctorId=" + doctor + "&from=" + at("00:00") + "&to=" + at("09:15") + "&limit=200")
                .body("slots.startTime", contains(MONDAY + "T08:00:00-07:00", MONDAY + "T08:30:00-07:00"));
    }

    @Test
    void aClinicWhoseFirstWeeksAreFullOffersALaterOneOnce() {
        var clinic = clinic("Africa/Kinshasa");
        var doctor = doctor(clinic);
        sql("""
                insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                values (?, ?, tstzrange(?::timestamptz, ?::timestamptz, '[)'), 'HELD', now() + interval '1 hour')""", clinic, doctor, MONDAY + "T00:00:00Z", MONDAY.plusDays(20) + "T10:00:00Z");

        var starts = ask("clinic=" + clinic + "&from=" + MONDAY + "T07:30:00Z&days=30&limit=60&durationMinutes=60")
                .extract()
                .<java.util.List<String>>path("slots.startTime");

        assertThat(starts).first().isEqualTo(MONDAY.plusDays(21) + "T08:00:00+01:00");
        assertThat(starts).hasSize(60).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void hoursThatChangeAreSeenAtOnce() {
        var doctor = doctor(DEMO);
        ask("doctorId=" + doctor + "&from=" + at("00:00") + "&limit=1")
                .body("slots.startTime", contains(MONDAY + "T08:00:00-07:00"));

        sql("update working_hours set from_time = '11:00' where doctor_id = ?", doctor);

        ask("doctorId=" + doctor + "&from=" + at("00:00") + "&limit=1")
                .body("slots.startTime", contains(MONDAY + "T11:00:00-07:00"));
    }

    @Test
    void whoDoesNotWaitAnyMoreIsNotAnswered() {
        for (var query : new String[] {"doctorId=doctor-1", "clinic=DEMO"}) {
            viewer().header("X-Carillon-Deadline", clock.millis() - 1)
                    .get("/api/availability?" + query)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("code", equalTo("DEADLINE_PASSED"));
            viewer().header("X-Carillon-Deadline", clock.millis() + 10_000)
                    .get("/api/availability?" + query)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void whoeverIsUnknownIsToldSo() {
        viewer().get("/api/availability?doctorId=test-doctor-id")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"));
        viewer().get("/api/availability?clinic=NONE").then().statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
        viewer().get("/api/availability?doctorId=" + doctorWithoutHours(DEMO))
                .then()
                .statusCode(422)
                .body("code", equalTo("SCHEDULE_MISSING"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "days=7",
                "doctorId=doctor\0",
                "clinic=DEMO\0",
                "clinic=DEMO&days=0",
                "clinic=DEMO&days=93",
                "clinic=DEMO&days=x",
                "clinic=DEMO&durationMinutes=0",
                "clinic=DEMO&durationMinutes=99999999999",
                "clinic=DEMO&limit=-1",
                "clinic=DEMO&from=now",
                "clinic=DEMO&to=2000-01-01T00:00:00Z",
                "clinic=DEMO&to=9998-01-01T00:00:00Z",
                "clinic=DEMO&to=12026-01-01T00:00:00Z",
                "clinic=DEMO&days=3&to=2030-01-01T00:00:00Z",
                "clinic=DEMO&from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z",
                "clinic=DEMO&durationMinutes=5256000",
                "clinic=DEMO&from=2030-01-07T10:00:00",
                "clinic=&days=7",
                "specialty=cardiology",
                "clinic=DEMO&type=a\0",
                "clinic=DEMO&specialty=a\0",
                "clinic=DEMO&type=first-visit&durationMinutes=30",
                "doctorId=doctor-1&specialty=cardiology"
            })
    void aQuestionThatMakesNoSenseIsRefused(String query) {
        viewer().get("/api/availability?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("VALIDATION"));
    }

    private static ValidatableResponse ask(String query) {
        return viewer().get("/api/availability?" + query).then().statusCode(200);
    }
}
