package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.post;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.statements;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.carillon.booking.Fixture;
import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BookingTest {

    @Inject
    Clock clock;

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement("R-BOOK-01")
    void anAppointmentIsBookedAndFoundAgain() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var start = Fixture.MONDAY + "T10:00:00.000-07:00";
        var end = Fixture.MONDAY + "T10:30:00.000-07:00";

        var answer = post(body(patient, doctor, start, end))
                .statusCode(201)
                .contentType(ContentType.JSON)
                .body("status", equalTo("BOOKED"))
                .body("patientId", equalTo(patient))
                .body("doctorId", equalTo(doctor))
                .body("startTime", equalTo(start))
                .body("endTime", equalTo(end))
                .body("timeZone", equalTo("America/Los_Angeles"))
                .extract();

        var id = answer.path("id").toString();
        assertThat(answer.header("Location")).isEqualTo("/api/appointments/" + id);
        viewer().get(answer.header("Location"))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("startTime", equalTo(Fixture.MONDAY + "T10:00:00-07:00"));
        assertThat(rows("select status from appointments where id = ?::uuid and org_id = ?", id, DEMO))
                .containsExactly("BOOKED");
    }

    @Test
    @Requirement("R-BOOK-10")
    void anAppointmentKnowsTheCallItWasBookedOn() {
        var call = "CA" + UUID.randomUUID();
        var plain = body(patient(DEMO), doctor(DEMO), at("10:00"), at("10:30"));

        var answer = post(plain.replace("}", ",\"callId\":\"" + call + "\"}"))
                .statusCode(201)
                .body("callId", equalTo(call))
                .extract();

        viewer().get(answer.header("Location")).then().statusCode(200).body("callId", equalTo(call));
        assertThat(rows("select id from appointments where call_id = ?", call))
                .containsExactly(answer.<String>path("id"));
        // Nobody needs to be on the line.
        var nobody = post(body(patient(DEMO), doctor(DEMO), at("10:00"), at("10:30")))
                .statusCode(201)
                .body("callId", equalTo(null))
                .extract()
                .<String>path("id");
        assertThat(rows("select call_id from appointments where id = ?::uuid", nobody))
                .containsOnlyNulls();
    }

    @Test
    @Requirement("R-BOOK-02")
    void theRunbooksOwnIdsAreUnknownAndNotAnError() {
        post(body("test-patient-id", "test-doctor-id", at("10:00"), at("10:30")))
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"))
                .body("detail", containsString("unknown doctor"));
        post(body("test-patient-id", "doctor-1", at("10:00"), at("10:30")))
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_PATIENT"))
                .body("detail", containsString("unknown patient"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'; drop table appointments; --", "1 or 1=1", "%00", "../../etc/passwd", "${jndi:ldap://x}"})
    void idsAreDataAndNothingElse(String id) {
        post(body(id, id, at("10:00"), at("10:30"))).statusCode(404);
        post(body(id, "doctor-1", at("10:00"), at("10:30"))).statusCode(404);

        assertThat(rows("select to_regclass('appointments')")).containsExactly("appointments");
    }

    @Test
    void aPatientOfAnotherClinicIsUnknown() {
        var stranger = patient(KIN);

        refused(book(stranger, "doctor-1", at("10:00")), 404, "UNKNOWN_PATIENT");
    }

    @ParameterizedTest
    @Requirement("R-BOOK-03")
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"patientId\":1}",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"9999-01-01T00:00:00Z\",\"endTime\":\"9999-01-01T01:00:00Z\"}",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2030-01-07T10:00:00\",\"endTime\":\"2030-01-07T11:00:00\"}",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2030-01-07T11:00:00Z\",\"endTime\":\"2030-01-07T10:00:00Z\"}",
                "{\"patientId\":\"pat-1\",\"doctorId\":\"doctor-1\",\"startTime\":\"2030-01-07T10:00:00Z\",\"endTime\":\"2040-01-07T10:00:00Z\"}"
            })
    void nonsenseIsRefusedAsInvalid(String body) {
        refused(post(body), 400, "VALIDATION");
    }

    @Test
    @Requirement("R-BOOK-03")
    void reasonsAreToldInTheOrderOfTheDesign() {
        var yesterday = clock.instant().minus(Duration.ofDays(1)).toString();
        var before = clock.instant().minus(Duration.ofDays(2)).toString();

        refused(post(body("nobody", "nobody", yesterday, before)), 400, "VALIDATION");
        refused(post(body("nobody", "doctor-1", before, pastEnd(before))), 404, "UNKNOWN_PATIENT");
        refused(post(body("pat-1", "doctor-1", before, pastEnd(before))), 422, "START_IN_PAST");
    }

    @Test
    @Requirement("R-BOOK-03")
    void aDoctorWithoutHoursIsNotBookedSilently() {
        var doctor = Fixture.doctorWithoutHours(DEMO);

        refused(book("pat-1", doctor, at("10:00")), 422, "SCHEDULE_MISSING");
    }

    @Test
    @Requirement({"R-BOOK-03", "R-BOOK-07"})
    void hoursAreThoseOfTheClinicsWallClock() {
        var losAngeles = doctor(DEMO);
        var kinshasa = doctor(KIN);
        var morningInKinshasa =
                Fixture.MONDAY.atTime(8, 0).atZone(ZoneId.of("Africa/Kinshasa")).toInstant();

        book(patient(KIN), kinshasa, morningInKinshasa).statusCode(201).body("timeZone", equalTo("Africa/Kinshasa"));
        refused(book(patient(DEMO), losAngeles, morningInKinshasa), 422, "OUTSIDE_SCHEDULE");
        refused(book(patient(KIN), kinshasa, morningInKinshasa.minusSeconds(60)), 422, "OUTSIDE_SCHEDULE");
        refused(book(patient(DEMO), losAngeles, at("17:45")), 422, "OUTSIDE_SCHEDULE");
        book(patient(DEMO), losAngeles, at("17:30")).statusCode(201);
    }

    @Test
    @Requirement("R-BOOK-07")
    void theSpringHourThatDoesNotExistCannotBeBooked() {
        var zone = ZoneId.of("America/Los_Angeles");
        var gap = zone.getRules().nextTransition(clock.instant()).isGap()
                ? zone.getRules().nextTransition(clock.instant())
                : zone.getRules()
                        .nextTransition(
                                zone.getRules().nextTransition(clock.instant()).getInstant());
        var doctor = Fixture.doctorWithoutHours(DEMO);
        sql("insert into working_hours values (?, ?, 7, '02:00', '03:00')", DEMO, doctor);

        refused(book("pat-1", doctor, gap.getInstant()), 422, "OUTSIDE_SCHEDULE");
    }

    @Test
    @Requirement("R-BOOK-03")
    void aZoneThatJavaDoesNotKnowIsTold() {
        // PostgreSQL takes abbreviations for zones, Java does not.
        var clinic = Fixture.clinic("PDT");
        var doctor = doctor(clinic);

        refused(book(patient(clinic), doctor, at("10:00")), 422, "TIMEZONE_INVALID");
    }

    @Test
    @Requirement("R-BOOK-07")
    void aClinicWithoutZoneTakesTheInstallations() {
        var clinic = Fixture.clinic(null);

        book(patient(clinic), doctor(clinic), at("08:00"))
                .statusCode(201)
                .body("timeZone", equalTo(System.getenv().getOrDefault("TZ", "America/Los_Angeles")));
    }

    @Test
    @Requirement({"R-BOOK-03", "R-BOOK-06"})
    void whatOverlapsIsRefusedAndWhatTouchesIsNot() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        var other = patient(DEMO);
        book(patient, doctor, at("10:00")).statusCode(201);

        refused(book(other, doctor, at("10:00")), 409, "SLOT_OVERLAP");
        refused(book(other, doctor, at("10:29")), 409, "SLOT_OVERLAP");
        refused(book(other, doctor, at("09:31")), 409, "SLOT_OVERLAP");
        refused(post(body(other, doctor, at("09:00"), at("12:00"))), 409, "SLOT_OVERLAP");
        refused(post(body(other, doctor, at("10:10"), at("10:20"))), 409, "SLOT_OVERLAP");
        book(other, doctor, at("10:30")).statusCode(201);
        book(patient(DEMO), doctor, at("09:30")).statusCode(201);
    }

    @Test
    @Requirement("R-BOOK-03")
    void aPatientIsNotInTwoPlacesAtOnce() {
        var patient = patient(DEMO);
        book(patient, doctor(DEMO), at("11:00")).statusCode(201);

        refused(book(patient, doctor(DEMO), at("11:00")), 409, "DUPLICATE");
    }

    @Test
    @Requirement({"R-BOOK-03", "R-BOOK-04"})
    void aRolledBackBookingLeavesARecordAndNothingElse() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);
        sql("""
                create or replace function fail_test() returns trigger language plpgsql as
                $$ begin raise exception 'injected' using errcode = 'deadlock_detected'; end $$""");
        sql(
                "create trigger fail_test before insert on appointments for each row when (new.patient_id = '%s') execute function fail_test()"
                        .formatted(patient));
        try {
            var requestId = refused(book(patient, doctor, at("10:00")), 503, "TRANSACTION_ROLLBACK")
                    .header("Retry-After", notNullValue())
                    .extract()
                    .<String>path("request_id");

            assertThat(rows("select id from appointments where patient_id = ?", patient))
                    .isEmpty();
            assertThat(rows("select id from slot_claims where doctor_id = ?", doctor))
                    .isEmpty();
            assertThat(rows(
                            "select status || ' ' || code || ' ' || org_id from booking_attempts where request_id = ?",
                            requestId))
                    .containsExactly("FAILED TRANSACTION_ROLLBACK " + DEMO);
        } finally {
            sql("drop trigger fail_test on appointments");
        }
    }

    @Test
    @Requirement("R-BOOK-04")
    void everyFailureLeavesALineInTheLog() {
        var lines = new ConcurrentLinkedQueue<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                lines.add(record instanceof ExtLogRecord ext ? ext.getFormattedMessage() : record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = java.util.logging.Logger.getLogger(FailureRecorder.class.getName());
        logger.addHandler(handler);
        try {
            refused(book("+15555550123", "doctor-1", at("10:00")), 404, "UNKNOWN_PATIENT");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("Booking failed", "code=UNKNOWN_PATIENT")
                        .doesNotContain("5550123"));
    }

    @Test
    @Requirement("R-BOOK-04")
    void everyFailureIsListedNewestFirst() {
        var doctor = "unknown-" + UUID.randomUUID();
        refused(book("pat-1", doctor, at("10:00")), 404, "UNKNOWN_DOCTOR");
        refused(post("{\"doctorId\":\"" + doctor + "\"}"), 400, "VALIDATION");

        viewer().get("/api/appointments/failures?limit=2")
                .then()
                .statusCode(200)
                .body("failures", hasSize(2))
                .body("failures[0].code", equalTo("VALIDATION"))
                .body("failures[0].doctorId", equalTo(doctor))
                .body("failures[0].requestId", notNullValue())
                .body("failures[1].code", equalTo("UNKNOWN_DOCTOR"))
                .body("failures[1].status", equalTo("FAILED"))
                .body("next", notNullValue());
    }

    @Test
    void nothingIsBookedForWhoNoLongerWaits() {
        var doctor = doctor(DEMO);
        var body = body(patient(DEMO), doctor, at("10:00"), at("10:30"));
        var now = clock.instant();

        refused(waitingUntil(now.minusSeconds(1).toEpochMilli(), body), 503, "DEADLINE_PASSED")
                .header("Retry-After", notNullValue());
        assertThat(rows("select id from slot_claims where doctor_id = ?", doctor))
                .isEmpty();
        refused(waitingUntil("soon", body), 400, "VALIDATION");

        waitingUntil(now.plusSeconds(600).toEpochMilli(), body).statusCode(201);
    }

    private static ValidatableResponse waitingUntil(Object deadline, String body) {
        return operator()
                .contentType(ContentType.JSON)
                .header("X-Carillon-Deadline", deadline)
                .body(body)
                .post("/api/appointments")
                .then();
    }

    @Test
    void aServiceSpeaksForOneClinicOnly() {
        var doctor = doctor(DEMO);
        var patient = patient(DEMO);

        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .contentType(ContentType.JSON)
                .body(body(patient, doctor, at("10:00"), at("10:30")))
                .post("/api/appointments")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"));
        var location = given().header(ServiceToken.HEADER, tokens.header(DEMO))
                .contentType(ContentType.JSON)
                .body(body(patient, doctor, at("10:00"), at("10:30")))
                .post("/api/appointments")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get(location)
                .then()
                .statusCode(404);
    }

    @Test
    void whoMayNotBookIsTold() {
        var body = body("pat-1", "doctor-1", at("10:00"), at("10:30"));

        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments")
                .then()
                .statusCode(401);
        viewer().contentType(ContentType.JSON)
                .body(body)
                .post("/api/appointments")
                .then()
                .statusCode(403);
        given().get("/api/appointments").then().statusCode(401);
        operator()
                .contentType("text/plain")
                .body(body)
                .post("/api/appointments")
                .then()
                .statusCode(415);
    }

    @Test
    @Requirement("R-BOOK-14")
    void listsComeInPages() {
        var doctor = doctor(DEMO);
        for (int i = 0; i < 5; i++) {
            book(patient(DEMO), doctor, at("10:00").plusSeconds(1800L * i)).statusCode(201);
        }
        var query = "/api/appointments?doctorId=" + doctor + "&from=" + at("10:30") + "&to=" + at("12:00");

        var first = viewer().get(query + "&limit=2").then().statusCode(200).body("appointments", hasSize(2));
        first.body("appointments[0].startTime", endsWith("T10:30:00-07:00"));
        viewer().get(query + "&limit=2&after=" + first.extract().path("next"))
                .then()
                .body("appointments", hasSize(1))
                .body("appointments[0].startTime", endsWith("T11:30:00-07:00"))
                .body("next", equalTo(null));
        viewer().get("/api/appointments?limit=100000")
                .then()
                .statusCode(200)
                .body("appointments.size()", lessThanOrEqualTo(200));
        for (var wrong : new String[] {
            "doctorId=d\0", "limit=0", "limit=x", "from=tomorrow", "after=x", "to=9999999-01-01T00:00:00Z"
        }) {
            viewer().get("/api/appointments?" + wrong).then().statusCode(400).body("code", equalTo("VALIDATION"));
        }
        viewer().get("/api/appointments/no-such-id")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_APPOINTMENT"));
    }

    @Test
    @Requirement("R-BOOK-14")
    void aPageTakesOneQueryHoweverLongItIs() {
        var doctor = doctor(DEMO);
        sql("""
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                                          booking_started_at, booking_completed_at)
                select gen_random_uuid(), ?, ?, 'pat-1', now() - interval '1 year' + n * interval '1 hour',
                       now() - interval '1 year' + n * interval '1 hour' + interval '1 minute', now(), now()
                from generate_series(1, 100) as n""", DEMO, doctor);

        var taken = statements(
                "from appointments a|from doctors d",
                () -> viewer().get("/api/appointments?limit=100&doctorId=" + doctor)
                        .then()
                        .statusCode(200)
                        .body("appointments", hasSize(100)));

        assertThat(taken).isEqualTo(1);
    }

    private static String pastEnd(String start) {
        return java.time.Instant.parse(start).plusSeconds(60).toString();
    }

    private static ValidatableResponse refused(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("request_id", matchesRegex(".+"))
                .body("detail", allOf(not(containsString("Exception")), not(containsString("SQL"))));
    }
}
