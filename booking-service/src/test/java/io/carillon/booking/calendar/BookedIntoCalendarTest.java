package io.carillon.booking.calendar;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.body;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is booked, moved and cancelled over HTTP finds its way into the doctor's calendar by itself. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class BookedIntoCalendarTest {

    @Inject
    CalendarWorker worker;

    @Inject
    CalendarCheck check;

    @Test
    @Requirement("R-BOOK-13")
    void aBookingIsPendingAtFirstAndThenInTheCalendarAndSoIsEachChange() {
        var doctor = withCalendar(doctor(DEMO));

        String id = book(patient(DEMO), doctor, at("10:00"))
                .statusCode(201)
                .body("calendarSync", equalTo("pending"))
                .extract()
                .path("id");
        becomes(id, "synced");

        operator()
                .contentType(ContentType.JSON)
                .body("{\"startTime\":\"%s\",\"endTime\":\"%s\"}".formatted(at("11:00"), at("11:30")))
                .post("/api/appointments/" + id + "/reschedule")
                .then()
                .statusCode(200)
                .body("calendarSync", equalTo("pending"));
        becomes(id, "synced");

        operator()
                .post("/api/appointments/" + id + "/cancel")
                .then()
                .statusCode(200)
                .body("calendarSync", equalTo("pending"));
        becomes(id, "synced");
    }

    @Test
    @Requirement({"R-BOOK-13", "R-EXT-11"})
    void aCalendarThatIsDownFailsNoBooking() {
        var doctor = withCalendar(doctor(DEMO));
        StackResource.stack().fault("google-calendar", "down", 0);
        String id;
        try {
            id = book(patient(DEMO), doctor, at("10:00"))
                    .statusCode(201)
                    .body("calendarSync", equalTo("pending"))
                    .extract()
                    .path("id");
            viewer().get("/api/appointments/" + id).then().body("calendarSync", equalTo("pending"));
        } finally {
            StackResource.stack().fault("google-calendar", "ok", 0);
        }
        becomes(id, "synced");
    }

    /** A calendar that is closed to us refuses no booking; who books learns of it, and under which request it was. */
    @Test
    @Requirement("R-BOOK-03")
    void anEntryThatCannotBeWrittenIsAmongTheFailuresOnceUnderItsRequest() {
        var fixture = CalendarFixture.make("readonly" + UUID.randomUUID());
        fixture.consent("token-" + UUID.randomUUID());
        var request = "request-" + UUID.randomUUID();
        String id = operator()
                .header("X-Request-Id", request)
                .contentType(ContentType.JSON)
                .body(body(patient(fixture.clinic()), fixture.doctor(), at("10:00"), at("10:30")))
                .post("/api/appointments")
                .then()
                .statusCode(201)
                .body("calendarSync", equalTo("pending"))
                .extract()
                .path("id");
        becomes(id, "failed");

        viewer().get("/api/appointments/failures?limit=200")
                .then()
                .statusCode(200)
                .body("failures.findAll { it.requestId == '%s' }.code".formatted(request), contains("CALENDAR_FAILED"))
                .body(
                        "failures.find { it.requestId == '%s' }.detail".formatted(request),
                        allOf(containsString(id), containsString("calendar_forbidden")));
        viewer().get("/api/appointments/" + id).then().body("status", equalTo("BOOKED"));

        sql("update calendar_syncs set state = 'PENDING', next_attempt_at = now() where appointment_id = ?::uuid", id);
        becomes(id, "failed");
        assertThat(rows("select code from booking_attempts where request_id = ?", request))
                .as("the same failure again")
                .containsExactly("CALENDAR_FAILED");
    }

    @Test
    @Requirement("R-EXT-14")
    void aClinicWhoseSyncIsSwitchedOffIsCaughtUpWithWhenItIsOnAgain() {
        var doctor = withCalendar(doctor(DEMO));
        String id;
        sync(false);
        try {
            id = book(patient(DEMO), doctor, at("10:00"))
                    .statusCode(201)
                    .extract()
                    .path("id");
            // A later booking of the clinic that still syncs shows that the worker has been round meanwhile.
            becomes(
                    book(patient(KIN), withCalendar(doctor(KIN)), at("02:00"))
                            .statusCode(201)
                            .extract()
                            .path("id"),
                    "synced");
            viewer().get("/api/appointments/" + id).then().body("calendarSync", equalTo("pending"));
        } finally {
            sync(true);
        }
        becomes(id, "synced");
    }

    private static void sync(boolean enabled) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"enabled\":%s,\"reason\":\"test\"}".formatted(enabled))
                .put("/api/clinics/DEMO/features/calendar-sync")
                .then()
                .statusCode(200);
    }

    /** When somebody meant to switch it on again says nothing: nothing opens by itself (ADR 15). */
    @Test
    @Requirement("R-EXT-14")
    void aSwitchWhoseTimeIsOverStaysOffUntilSomebodySwitchesItOn() {
        var id = booked(withCalendar(doctor(DEMO)));
        becomes(id, "synced");
        sync(false);
        try {
            sql("update feature_switches set until = now() - interval '1 minute' where feature = 'calendar-sync'");
            operator().post("/api/appointments/" + id + "/cancel").then().statusCode(200);
            var elsewhere = book(patient(KIN), withCalendar(doctor(KIN)), at("03:00"))
                    .statusCode(201)
                    .extract()
                    .<String>path("id");
            becomes(elsewhere, "synced");

            assertThat(rows("select state from calendar_syncs where appointment_id = ?::uuid", id))
                    .containsExactly("PENDING");
        } finally {
            sync(true);
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rows("select state from calendar_syncs where appointment_id = ?::uuid", id)
                        .equals(List.of("SYNCED")));
    }

    /** Of a booking that was lost Google may have the last copy, and whoever takes stock wants nothing to move. */
    @Test
    @Requirement("R-BOOK-15")
    void whileThePlatformIsClosedForWritingGoogleIsToldNothing() {
        var id = booked(withCalendar(doctor(DEMO)));
        becomes(id, "synced");
        mode("read-only");
        try {
            sql(
                    "update calendar_syncs set state = 'PENDING', next_attempt_at = now() where appointment_id = ?::uuid",
                    id);

            assertThat(worker.round()).isZero();
            check.nightly();

            assertThat(rows("select state from calendar_syncs where appointment_id = ?::uuid", id))
                    .containsExactly("PENDING");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            mode("normal");
        }
        becomes(id, "synced");
    }

    private static void mode(String mode) {
        admin().contentType(ContentType.JSON)
                .body("{\"mode\":\"%s\",\"reason\":\"test\"}".formatted(mode))
                .put("/api/mode")
                .then()
                .statusCode(200);
    }

    private static String booked(String doctor) {
        return book(patient(DEMO), doctor, at("10:00"))
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void withoutACalendarThereIsNothingToKeepUpWith() {
        book(patient(DEMO), doctor(DEMO), at("10:00")).statusCode(201).body("calendarSync", equalTo("none"));
    }

    private static String withCalendar(String doctor) {
        operator()
                .contentType(ContentType.JSON)
                .body("{\"calendarId\":\"%s@example.org\"}".formatted(doctor))
                .put("/api/doctors/" + doctor + "/calendar")
                .then()
                .statusCode(200);
        return doctor;
    }

    private static void becomes(String id, String state) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> viewer().get("/api/appointments/" + id).then().body("calendarSync", equalTo(state)));
    }
}
