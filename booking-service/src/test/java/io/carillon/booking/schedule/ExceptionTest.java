package io.carillon.booking.schedule;

import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.doctorWithoutHours;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.schedule.ScheduleApi.audit;
import static io.carillon.booking.schedule.ScheduleApi.delete;
import static io.carillon.booking.schedule.ScheduleApi.get;
import static io.carillon.booking.schedule.ScheduleApi.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.StackResource;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ExceptionTest {

    private static final LocalDate SUNDAY = MONDAY.plusDays(6);

    private final UUID clinic = clinic("Africa/Kinshasa");
    private final String doctor = doctor(clinic);

    @Test
    void whoIsAwayIsNotBookedAndNotOffered() {
        var path = "/api/doctors/" + doctor + "/exceptions/" + MONDAY;
        put(path, "{\"closed\":true,\"reason\":\"Conference\"}")
                .statusCode(200)
                .body("doctorId", equalTo(doctor))
                .body("date", equalTo(MONDAY.toString()))
                .body("closed", equalTo(true))
                .body("hours", empty())
                .body("reason", equalTo("Conference"));

        bookAt(MONDAY, "10:00").statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        get("/api/availability?limit=1&doctorId=" + doctor + "&from=" + MONDAY + "T00:00:00Z")
                .body("slots.startTime", contains(MONDAY.plusDays(1) + "T08:00:00+01:00"));
        bookAt(MONDAY.plusDays(1), "10:00").statusCode(201);

        delete(path).statusCode(204);
        bookAt(MONDAY, "10:00").statusCode(201);
        delete(path).statusCode(404).body("code", equalTo("UNKNOWN_EXCEPTION"));
        get(path).statusCode(404).body("code", equalTo("UNKNOWN_EXCEPTION"));
        assertThat(audit("schedule-exception", doctor + " " + MONDAY, 2))
                .extracting(ChangeRecorded::action, ChangeRecorded::before, ChangeRecorded::after)
                .containsExactly(tuple("SET", null, "closed"), tuple("DELETE", "closed", null));
    }

    @Test
    void otherHoursTakeThePlaceOfTheWeeksOnThatDateOnly() {
        var path = "/api/doctors/" + doctor + "/exceptions/" + SUNDAY;
        bookAt(SUNDAY, "20:00").statusCode(422);

        put(path, "{\"hours\":[{\"from\":\"20:00\",\"to\":\"24:00\"},{\"from\":\"10:00\",\"to\":\"12:00\"}]}")
                .statusCode(200)
                .body("closed", equalTo(false));
        get(path)
                .body("hours.from", contains("10:00", "20:00"))
                .body("hours.to", contains("12:00", "24:00"))
                .body("reason", nullValue());

        bookAt(SUNDAY, "20:00").statusCode(201);
        bookAt(SUNDAY, "23:30").statusCode(201);
        bookAt(SUNDAY, "14:00").statusCode(422);
        bookAt(SUNDAY.plusDays(7), "20:00").statusCode(422);

        put(path, "{\"hours\":[{\"from\":\"14:00\",\"to\":\"15:00\"}]}").statusCode(200);
        bookAt(SUNDAY, "14:00").statusCode(201);
        bookAt(SUNDAY, "20:30").statusCode(422);
    }

    @Test
    void onAHolidayWorksOnlyWhoHasEnteredHoursForIt() {
        var colleague = doctor(clinic);
        var path = "/api/clinics/" + clinic + "/holidays/" + MONDAY;
        put(path, "{\"name\":\"Jour de l'indépendance\"}")
                .statusCode(200)
                .body("date", equalTo(MONDAY.toString()))
                .body("name", equalTo("Jour de l'indépendance"));
        put(
                "/api/doctors/" + colleague + "/exceptions/" + MONDAY,
                "{\"hours\":[{\"from\":\"09:00\",\"to\":\"11:00\"}]}");

        bookAt(MONDAY, "09:00").statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        book(patient(clinic), colleague, at(MONDAY, "09:00")).statusCode(201);
        book(patient(clinic), colleague, at(MONDAY, "11:00")).statusCode(422);

        get("/api/clinics/" + clinic + "/holidays").body("holidays.date", contains(MONDAY.toString()));
        get(path).body("name", equalTo("Jour de l'indépendance"));
        delete(path).statusCode(204);
        bookAt(MONDAY, "09:00").statusCode(201);
        delete(path).statusCode(404).body("code", equalTo("UNKNOWN_HOLIDAY"));
        get(path).statusCode(404);
    }

    @Test
    void whoHasNoWeeklyHoursIsBookedOnTheDatesThatHaveSome() {
        var visiting = doctorWithoutHours(clinic);
        book(patient(clinic), visiting, at(MONDAY, "09:00")).statusCode(422).body("code", equalTo("SCHEDULE_MISSING"));

        put(
                "/api/doctors/" + visiting + "/exceptions/" + MONDAY,
                "{\"hours\":[{\"from\":\"09:00\",\"to\":\"11:00\"}]}");

        book(patient(clinic), visiting, at(MONDAY, "09:00")).statusCode(201);
        book(patient(clinic), visiting, at(MONDAY.plusDays(1), "09:00"))
                .statusCode(422)
                .body("code", equalTo("OUTSIDE_SCHEDULE"));
    }

    @Test
    @Requirement("R-BOOK-07")
    void theDateIsTheClinicsAndNotUtcs() {
        var far = clinic("Pacific/Kiritimati");
        var early = doctor(far);
        put("/api/doctors/" + early + "/exceptions/" + MONDAY, "{\"closed\":true}")
                .statusCode(200);

        var mondayMorning = MONDAY.atTime(8, 0).toInstant(ZoneOffset.ofHours(14));
        assertThat(mondayMorning.toString())
                .as("still Sunday in UTC")
                .startsWith(MONDAY.minusDays(1).toString());
        book(patient(far), early, mondayMorning).statusCode(422).body("code", equalTo("OUTSIDE_SCHEDULE"));
        book(patient(far), early, MONDAY.plusDays(1).atTime(8, 0).toInstant(ZoneOffset.ofHours(14)))
                .statusCode(201);
    }

    @Test
    void exceptionsAreListedPageByPageFromTodayOn() {
        sql("insert into schedule_exceptions (org_id, doctor_id, on_date) values (?, ?, '2001-01-01')", clinic, doctor);
        var path = "/api/doctors/" + doctor + "/exceptions";
        put(path + "/" + SUNDAY, "{\"closed\":true}").statusCode(200);
        put(path + "/" + MONDAY, "{\"closed\":true}").statusCode(200);

        var next = get(path + "?limit=1")
                .statusCode(200)
                .body("exceptions.date", contains(MONDAY.toString()))
                .extract()
                .<String>path("next");
        get(path + "?limit=2&after=" + next)
                .body("exceptions.date", contains(SUNDAY.toString()))
                .body("next", nullValue());
        get(path + "?after=2000-01-01").body("exceptions", hasSize(3));
    }

    /** A booking that was checked against what held before is not written: see {@code doctors.schedule_version}. */
    @Test
    void whateverHandChangesAScheduleTheVersionGrows() {
        var other = doctor(clinic("UTC"));
        var untouched = version(other);
        var changes = new String[] {
            "update working_hours set to_time = '17:00' where doctor_id = '%2$s'",
            "delete from working_hours where doctor_id = '%2$s' and weekday = 1",
            "insert into schedule_exceptions (org_id, doctor_id, on_date) values ('%1$s', '%2$s', '2040-01-02')",
            "insert into schedule_exception_hours values ('%1$s', '%2$s', '2040-01-02', '08:00', '24:00')",
            "delete from schedule_exceptions where doctor_id = '%2$s'",
            "insert into clinic_holidays (org_id, on_date, name) values ('%1$s', '2040-01-02', 'New')",
            "update clinic_holidays set on_date = '2040-01-03' where org_id = '%1$s'",
            "delete from clinic_holidays where org_id = '%1$s'",
            "update doctors set buffer_before_minutes = 5 where id = '%2$s'",
            "update doctors set buffer_after_minutes = 5 where id = '%2$s'",
            "update doctors set active = false where id = '%2$s'",
            "update doctors set specialty = 'ENT' where id = '%2$s'",
            "update clinics set zone = 'Europe/Paris' where org_id = '%1$s'"
        };
        for (var change : changes) {
            var before = version(doctor);
            sql(change.formatted(clinic, doctor));
            assertThat(version(doctor)).as(change).isGreaterThan(before);
        }
        var before = version(doctor);
        sql("update doctors set name = 'Dr. Renamed' where id = ?", doctor);
        assertThat(version(doctor)).as("a name decides nothing").isEqualTo(before);
        assertThat(version(other)).as("another clinic's doctor").isEqualTo(untouched);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|not a JSON object",
                "{}|hours is missing",
                "{\"closed\":false}|hours is missing",
                "{\"closed\":\"yes\"}|closed is not true or false",
                "{\"hours\":[]}|hours is empty",
                "{\"hours\":7}|hours is not an array",
                "{\"closed\":true,\"hours\":[{\"from\":\"08:00\",\"to\":\"09:00\"}]}|contradicts",
                "{\"closed\":true,\"reason\":5}|reason is not a string",
                "{\"closed\":true,\"reason\":\"a\\u0007b\"}|reason is not a text",
                "{\"hours\":[{\"to\":\"09:00\"}]}|hours[0].from is missing",
                "{\"hours\":[{\"from\":\"09:00\",\"to\":\"08:00\"}]}|hours[0].to is not after",
                "{\"hours\":[{\"from\":\"08:00\",\"to\":\"10:00\"},{\"from\":\"09:00\",\"to\":\"11:00\"}]}|overlap"
            })
    void aFaultyExceptionIsRefused(String body, String said) {
        put("/api/doctors/" + doctor + "/exceptions/" + MONDAY, body)
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString(said));
        assertThat(rows("select 1 from schedule_exceptions where doctor_id = ?", doctor))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2030-02-30",
                "tomorrow",
                "2030-13-01",
                "20300101",
                "+12030-01-01",
                "-0001-01-01",
                "1999-12-31",
                "9999-12-31",
                "2020-01-01",
                "2030-01-01T00:00:00Z",
                "%00",
                "1;drop%20table%20doctors"
            })
    void absurdDatesAreRefused(String date) {
        put("/api/doctors/" + doctor + "/exceptions/" + date, "{\"closed\":true}")
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("date"));
        put("/api/clinics/" + clinic + "/holidays/" + date, "{\"name\":\"Feast\"}")
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("date"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"name\":null}", "{\"name\":5}", "{\"name\":\"\"}", "{\"name\":\"a\\u0000\"}", "null", ""
            })
    void aHolidayHasAName(String body) {
        put("/api/clinics/" + clinic + "/holidays/" + MONDAY, body)
                .statusCode(400)
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("name"));
    }

    @Test
    void whatBelongsToNobodyIsUnknown() {
        put("/api/doctors/nobody/exceptions/" + MONDAY, "{\"closed\":true}")
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_DOCTOR"));
        put("/api/clinics/NOWHERE/holidays/" + MONDAY, "{\"name\":\"Feast\"}")
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
        get("/api/clinics/not-a-uuid/holidays/" + MONDAY).statusCode(404);
    }

    private ValidatableResponse bookAt(LocalDate date, String wallClock) {
        return book(patient(clinic), doctor, at(date, wallClock));
    }

    /** In Kinshasa, which has one offset all year. */
    private static Instant at(LocalDate date, String wallClock) {
        return Instant.parse(date + "T" + wallClock + ":00+01:00");
    }

    private static long version(String doctor) {
        return Long.parseLong(rows("select schedule_version from doctors where id = ?", doctor)
                .getFirst());
    }
}
