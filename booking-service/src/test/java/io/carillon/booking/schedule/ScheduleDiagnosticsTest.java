package io.carillon.booking.schedule;

import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.doctorWithoutHours;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.schedule.ScheduleApi.audit;
import static io.carillon.booking.schedule.ScheduleApi.get;
import static io.carillon.booking.schedule.ScheduleApi.put;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.StackResource;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ScheduleDiagnosticsTest {

    private static final String PATH = "/api/diagnostics/doctor-schedules";

    private final UUID clinic = clinic("UTC");

    @Inject
    ServiceToken tokens;

    @Inject
    ScheduleSettings settings;

    @Test
    @Requirement("R-BOOK-05")
    void aDoctorWithoutHoursIsFoundAndAfterTheFixBooked() {
        doctor(clinic);
        var lacking = doctorWithoutHours(clinic);
        var nine = MONDAY.atTime(9, 0).toInstant(ZoneOffset.UTC);
        book(patient(clinic), lacking, nine).statusCode(422).body("code", equalTo("SCHEDULE_MISSING"));
        list().body("doctors.doctorId", contains(lacking))
                .body("doctors[0].reasons.code", contains("HOURS_MISSING"))
                .body("doctors[0].reasons[0].detail", containsString("no working hours"));

        fix("dryRun=true").body("dryRun", equalTo(true)).body("doctors.outcome", contains("WOULD_FILL"));
        fix("").body("dryRun", equalTo(true)).body("doctors.outcome", contains("WOULD_FILL"));
        assertThat(rows("select 1 from working_hours where doctor_id = ?", lacking))
                .isEmpty();

        fix("dryRun=false")
                .body("dryRun", equalTo(false))
                .body("hours.weekday", contains("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"))
                .body("hours.from", everyItem(equalTo("09:00")))
                .body("hours.to", everyItem(equalTo("17:00")))
                .body("doctors.doctorId", contains(lacking))
                .body("doctors.outcome", contains("FILLED"))
                .body("next", nullValue());

        book(patient(clinic), lacking, nine).statusCode(201);
        book(patient(clinic), lacking, nine.plusSeconds(8 * 3600)).statusCode(422);
        list().body("doctors", empty());
        fix("dryRun=false").body("doctors", empty());
        assertThat(audit("doctor-hours", lacking, 1)).singleElement().satisfies(change -> {
            assertThat(change.action()).isEqualTo("FILL_DEFAULTS");
            assertThat(change.before()).isEqualTo("none");
            assertThat(change.after()).startsWith("MONDAY 09:00-17:00").endsWith("FRIDAY 09:00-17:00");
        });
    }

    @Test
    @Requirement("R-BOOK-05")
    void whoWorksByExceptionOnlyIsToldApartAndLeftAlone() {
        var visiting = doctorWithoutHours(clinic);
        put(
                "/api/doctors/" + visiting + "/exceptions/" + MONDAY,
                "{\"hours\":[{\"from\":\"09:00\",\"to\":\"11:00\"}]}");
        var away = doctorWithoutHours(clinic);
        put("/api/doctors/" + away + "/exceptions/" + MONDAY, "{\"closed\":true}");

        list().body("doctors.find { it.doctorId == '" + visiting + "' }.reasons.code", contains("EXCEPTIONS_ONLY"))
                .body("doctors.find { it.doctorId == '" + away + "' }.reasons.code", contains("HOURS_MISSING"));
        fix("dryRun=false")
                .body("doctors.find { it.doctorId == '" + visiting + "' }.outcome", equalTo("SKIPPED"))
                .body("doctors.find { it.doctorId == '" + away + "' }.outcome", equalTo("FILLED"));
        get("/api/doctors/" + visiting).body("hours", empty());
    }

    @Test
    @Requirement("R-BOOK-05")
    void aZoneThatJavaDoesNotKnowIsAFaultOfAllTheClinicsDoctors() {
        // PostgreSQL takes a POSIX zone with any name, Java does not.
        var odd = clinic("Mars5");
        var working = doctor(odd);
        var lacking = doctorWithoutHours(odd);

        get(PATH + "?clinic=" + odd)
                .statusCode(200)
                .body("doctors", hasSize(2))
                .body("doctors.find { it.doctorId == '" + working + "' }.reasons.code", contains("TIMEZONE_INVALID"))
                .body(
                        "doctors.find { it.doctorId == '" + lacking + "' }.reasons.code",
                        contains("HOURS_MISSING", "TIMEZONE_INVALID"));
        operator()
                .post(PATH + "/fix?dryRun=false&clinic=" + odd)
                .then()
                .body("doctors.find { it.doctorId == '" + working + "' }.outcome", equalTo("SKIPPED"))
                .body("doctors.find { it.doctorId == '" + lacking + "' }.outcome", equalTo("FILLED"));
        get("/api/doctors/" + working).body("timeZone", equalTo("Mars5"));
        sql("update clinics set zone = null where org_id = ?", odd);
        get(PATH + "?clinic=" + odd).body("doctors", empty());
    }

    @Test
    void whoIsNotActiveNeedsNoHours() {
        var gone = doctorWithoutHours(clinic);
        put("/api/doctors/" + gone, "{\"name\":\"Dr. Gone\",\"active\":false}");

        list().body("doctors", empty());
        fix("dryRun=false").body("doctors", empty());
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        var ids = java.util.stream.Stream.of(doctorWithoutHours(clinic), doctorWithoutHours(clinic))
                .sorted()
                .toList();

        get(PATH + "?limit=1&clinic=" + clinic)
                .body("doctors.doctorId", contains(ids.get(0)))
                .body("next", equalTo(ids.get(0)));
        get(PATH + "?limit=2&clinic=" + clinic + "&after=" + ids.get(0))
                .body("doctors.doctorId", contains(ids.get(1)))
                .body("next", nullValue());
        fix("dryRun=false&limit=1")
                .body("doctors.doctorId", contains(ids.get(0)))
                .body("next", equalTo(ids.get(0)));
        assertThat(rows("select distinct doctor_id from working_hours where org_id = ?", clinic))
                .containsExactly(ids.get(0));
    }

    @Test
    void thePlatformsKeySeesAllClinicsAndAClinicsOnlyItsOwn() {
        var here = doctorWithoutHours(clinic);
        var there = doctorWithoutHours(KIN);

        assertThat(everywhere()).contains(here, there);
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get(PATH + "?limit=200")
                .then()
                .statusCode(200)
                .body("doctors.clinic", everyItem(equalTo("KIN")))
                .body("doctors.doctorId", not(hasItem(here)));
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .post(PATH + "/fix?dryRun=false")
                .then()
                .statusCode(200)
                .body("doctors.doctorId", not(hasItem(here)));
        assertThat(everywhere()).contains(here).doesNotContain(there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryRun=yes", "dryRun=0", "limit=x", "limit=0", "after=%00", "clinic=%00"})
    void faultyParametersAreRefused(String query) {
        operator()
                .urlEncodingEnabled(false)
                .post(PATH + "/fix?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
    }

    @Test
    void lookingIsForViewersAndMendingForOperators() {
        viewer().post(PATH + "/fix").then().statusCode(403);
        given().get(PATH).then().statusCode(401);
        get(PATH + "?clinic=NONE").statusCode(404).body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @Test
    void theDefaultsAreNineToFiveFromMondayToFriday() {
        assertThat(DefaultHours.of(settings.defaultHours()))
                .containsExactlyElementsOf(java.util.stream.Stream.of(DayOfWeek.values())
                        .limit(5)
                        .map(day -> new WorkingHours(day, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                        .toList());
        assertThat(settings.horizon().toDays()).isEqualTo(3653);
    }

    @ParameterizedTest
    @CsvSource({"09:00,09:00", "17:00,09:00", "9,17:00", "09:00,25:00"})
    void defaultsThatAreNoHoursAreRefusedAtTheStart(String from, String to) {
        assertThatThrownBy(() -> DefaultHours.of(hours(Set.of(DayOfWeek.MONDAY), from, to)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("carillon.schedule.default-hours");
        assertThatThrownBy(() -> DefaultHours.of(hours(Set.of(), "09:00", "17:00")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ScheduleSettings.DefaultHours hours(Set<DayOfWeek> days, String from, String to) {
        return new ScheduleSettings.DefaultHours() {
            @Override
            public Set<DayOfWeek> days() {
                return days;
            }

            @Override
            public String from() {
                return from;
            }

            @Override
            public String to() {
                return to;
            }
        };
    }

    private ValidatableResponse list() {
        return get(PATH + "?clinic=" + clinic).statusCode(200);
    }

    private ValidatableResponse fix(String query) {
        return operator()
                .post(PATH + "/fix?clinic=" + clinic + "&" + query)
                .then()
                .statusCode(200);
    }

    /** All doctors with faults, page by page. */
    private static Set<String> everywhere() {
        var found = new java.util.HashSet<String>();
        String next = "";
        while (next != null) {
            var page = get(PATH + "?limit=200&after=" + next).statusCode(200).extract();
            found.addAll(page.<java.util.List<String>>path("doctors.doctorId"));
            next = page.path("next");
        }
        return found;
    }
}
