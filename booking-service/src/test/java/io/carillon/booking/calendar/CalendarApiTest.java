package io.carillon.booking.calendar;

import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.calendar.CalendarFixture.admin;
import static io.carillon.booking.calendar.CalendarFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.Audit;
import io.carillon.booking.StackResource;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CalendarApiTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @BeforeEach
    void healthy() {
        CalendarFixture.healthy();
    }

    @Test
    @Requirement("R-BOOK-13")
    void whatWaitsForACredentialIsListedPageByPageAndAResyncTellsItAll() {
        var fixture = CalendarFixture.make("cal-" + UUID.randomUUID());
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 3; i++) {
            ids.add(fixture.booked(at("08:00").plusSeconds(1800L * i)));
        }
        resync("{\"doctorId\":\"%s\"}".formatted(fixture.doctor()), 3);

        var path = "/api/calendar/unsynced?limit=2&clinic=" + fixture.code();
        String next = viewer().get(path)
                .then()
                .statusCode(200)
                .body("unsynced", hasSize(2))
                .body("unsynced[0].calendarSync", equalTo("pending"))
                .body("unsynced[0].reason", equalTo("credential_missing"))
                .extract()
                .path("next");
        viewer().get(path + "&after=" + next)
                .then()
                .statusCode(200)
                .body("unsynced", hasSize(1))
                .body("next", nullValue());
        viewer().get("/api/calendar/unsynced?limit=100000").then().statusCode(200);

        fixture.consent("token-" + UUID.randomUUID());
        ids.forEach(CalendarApiTest::synced);
        viewer().get(path).then().body("unsynced", empty());
    }

    @Test
    @Requirement("R-BOOK-13")
    void aResyncMendsWhatSomebodyDeletedAtGoogleAndMayBeRepeated() {
        var fixture = CalendarFixture.make();
        var id = fixture.booked(at("10:00"));
        resync("{\"appointmentId\":\"%s\"}".formatted(id), 1);
        synced(id);
        sql("update calendar_syncs set event_id = null where appointment_id = ?", id);

        resync("{\"clinic\":\"%s\"}".formatted(fixture.code()), 1);
        resync("{\"clinic\":\"%s\"}".formatted(fixture.clinic()), 1);

        synced(id);
        assertThat(fixture.events()).hasSize(1);
        operator().post("/api/calendar/resync").then().statusCode(202);
        operator()
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/calendar/resync")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "{\"doctorId\":\"nobody\"} | 404 | UNKNOWN_DOCTOR",
                "{\"clinic\":\"NOWHERE\"} | 404 | UNKNOWN_CLINIC",
                "{\"appointmentId\":\"00000000-0000-4000-8000-00000000dead\"} | 404 | UNKNOWN_APPOINTMENT",
                "{\"appointmentId\":\"x' or 1=1 --\"} | 400 | VALIDATION",
                "{\"appointmentId\":\"\"} | 400 | VALIDATION",
                "{\"doctorId\":\"a\\u0000\"} | 400 | VALIDATION",
                "{\"clinic\":\"DEMO\",\"doctorId\":\"doctor-1\"} | 400 | VALIDATION",
                "{\"clinic\":7 | 400 | VALIDATION",
                "[1] | 400 | VALIDATION"
            },
            delimiter = '|')
    void aResyncOfWhatIsNotThereSaysSo(String body, int status, String code) {
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/calendar/resync")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clinic=NOWHERE", "after=x", "limit=0", "limit=many"})
    void aListThatIsAskedForWronglySaysSo(String query) {
        viewer().get("/api/calendar/unsynced?" + query)
                .then()
                .statusCode(query.startsWith("clinic") ? 404 : 400)
                .contentType("application/problem+json");
    }

    @Test
    void aDoctorsCalendarIsSetShownAndRemoved() {
        var fixture = CalendarFixture.make("primary");
        var path = "/api/doctors/" + fixture.doctor() + "/calendar";
        viewer().get(path).then().statusCode(200).body("calendarId", equalTo("primary"));
        operator().delete(path).then().statusCode(204);
        operator().delete(path).then().statusCode(204);
        viewer().get(path).then().statusCode(404).body("code", equalTo("NO_CALENDAR"));
        viewer().get("/api/doctors/nobody/calendar").then().statusCode(404).body("code", equalTo("UNKNOWN_DOCTOR"));
        for (var wrong :
                new String[] {"{}", "{\"calendarId\":\"\"}", "{\"calendarId\":\"a b\"}", "{\"calendarId\":null}"}) {
            operator()
                    .contentType(ContentType.JSON)
                    .body(wrong)
                    .put(path)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("VALIDATION"));
        }
        var tooLong = "a".repeat(256);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"calendarId\":\"%s\"}".formatted(tooLong))
                .put(path)
                .then()
                .statusCode(400)
                .body(not(containsString(tooLong)));
    }

    /** A doctor's calendar is used from the moment it is set, also by a replica that knows the doctor from before. */
    @Test
    void settingACalendarMakesWhatReplicasKnowOfTheDoctorOutOfDate() {
        var fixture = CalendarFixture.make("primary");
        var query = "select schedule_version from doctors where id = ?";
        var before = Long.parseLong(rows(query, fixture.doctor()).getFirst());

        operator().delete("/api/doctors/{id}/calendar", fixture.doctor()).then().statusCode(204);

        assertThat(Long.parseLong(rows(query, fixture.doctor()).getFirst())).isGreaterThan(before);
    }

    @Test
    @Requirement("R-SEC-12")
    void aCredentialIsKeptSealedAndSaidToNobody() {
        var fixture = CalendarFixture.make("primary");
        var secret = "secret-" + UUID.randomUUID();
        fixture.consent(secret);

        assertThat(rows(
                                "select encode(refresh_token, 'escape') from calendar_credentials where org_id = ?",
                                fixture.clinic())
                        .getFirst())
                .doesNotContain(secret);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Audit.changes(fixture.code()))
                        .singleElement()
                        .satisfies(change -> {
                            assertThat(change.action()).isEqualTo("PUT");
                            assertThat(change.resource()).isEqualTo("calendar-credential");
                            assertThat(change.toString()).doesNotContain(secret);
                        }));
        var path = "/api/clinics/" + fixture.code() + "/calendar-credentials";
        assertThat(admin().get(path).statusCode()).isIn(404, 405);
        operator()
                .contentType(ContentType.JSON)
                .body("{\"refreshToken\":\"x\"}")
                .put(path)
                .then()
                .statusCode(403);
        admin().contentType(ContentType.JSON)
                .body("{\"refreshToken\":\"with blank %s\"}".formatted(secret))
                .put(path)
                .then()
                .statusCode(400)
                .body(not(containsString(secret)));
        admin().contentType(ContentType.JSON)
                .body("{\"refreshToken\":\"x\"}")
                .put("/api/clinics/NOWHERE/calendar-credentials")
                .then()
                .statusCode(404);
    }

    @Test
    void theBacklogIsAMetric() {
        var fixture = CalendarFixture.make("cal-" + UUID.randomUUID());
        fixture.booked(at("10:00"));
        resync("{\"doctorId\":\"%s\"}".formatted(fixture.doctor()), 1);

        await().atMost(SOON).untilAsserted(() -> {
            var metrics = viewer().get("/metrics").then().extract().asString();
            assertThat(metrics).containsPattern("calendar_pending(\\{[^}]*})? [1-9]");
            assertThat(metrics).containsPattern("calendar_oldest_seconds(\\{[^}]*})? [0-9]");
            assertThat(metrics).containsPattern("calendar_failed(\\{[^}]*})? [0-9]");
            assertThat(metrics).containsPattern("circuit_breaker_state\\{[^}]*service=\"google_calendar\"[^}]*} [0-2]");
        });
    }

    private static void resync(String body, int queued) {
        operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/calendar/resync")
                .then()
                .statusCode(202)
                .body("queued", equalTo(queued));
    }

    private static void synced(UUID id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo("SYNCED"));
    }
}
