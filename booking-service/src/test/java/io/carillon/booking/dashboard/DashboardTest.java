package io.carillon.booking.dashboard;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.MONDAY;
import static io.carillon.booking.Fixture.TRIES;
import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.statements;
import static io.carillon.booking.Fixture.viewer;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.booking.StackResource;
import io.carillon.booking.dashboard.Totals.Difference;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.JsonConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class DashboardTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Totals totals;

    @Inject
    BookingGauges gauges;

    @Inject
    ServiceToken tokens;

    @Test
    @Requirement({"R-BOOK-14", "R-PERF-24"})
    void whatIsBookedAndWhatFailsIsSoonOnTheDashboard() {
        var clinic = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        for (int i = 0; i < 3; i++) {
            book(patient(clinic), doctor, at("10:00").plusSeconds(1800L * i)).statusCode(201);
        }
        book(patient(clinic), doctor, at("10:00")).statusCode(409);

        await().atMost(SOON)
                .untilAsserted(() -> dashboard(clinic, MONDAY, MONDAY)
                        .body("totals.BOOKED", equalTo(3))
                        .body("days", hasSize(1))
                        .body("days[0].day", equalTo(MONDAY.toString()))
                        .body("timeZone", equalTo("America/Los_Angeles")));
        await().atMost(SOON)
                .untilAsserted(() -> today(clinic)
                        .body("bookings.booked", equalTo(3))
                        .body("bookings.failed", equalTo(1))
                        .body("bookings.failedByCode.SLOT_OVERLAP", equalTo(1))
                        .body("bookings.successRate", closeTo(0.75, 1e-9))
                        .body("bookings.target", closeTo(0.99, 1e-9))
                        .body("bookings.onTarget", equalTo(false))
                        .body("bookingTime.averageSeconds", notNullValue())
                        .body("bookingTime.p95Seconds", notNullValue())
                        .body("bookingTime.alertAbove", equalTo(300)));
        assertThat(totals.differences(clinic, MONDAY.minusYears(2), MONDAY.plusYears(2), 200))
                .isEmpty();
    }

    @Test
    @Requirement("R-BOOK-14")
    void whatIsMovedAndWhatIsCancelledMovesTheTotals() {
        var clinic = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        var moved = book(patient(clinic), doctor, at("10:00")).extract().<String>path("id");
        var cancelled = book(patient(clinic), doctor, at("11:00")).extract().<String>path("id");
        var kept = book(patient(clinic), doctor, at("12:00")).extract().<String>path("id");
        var nextDay = at("10:00").plus(Duration.ofDays(1));

        change(
                moved,
                "reschedule",
                "{\"startTime\":\"%s\",\"endTime\":\"%s\"}".formatted(nextDay, nextDay.plusSeconds(600)));
        change(cancelled, "cancel", "{}");
        change(kept, "confirm", "{}");

        await().atMost(SOON)
                .untilAsserted(() -> dashboard(clinic, MONDAY, MONDAY.plusDays(1))
                        .body("days", hasSize(2))
                        .body("days[0].totals", equalTo(java.util.Map.of("CANCELLED", 1, "CONFIRMED", 1)))
                        .body("days[1].totals", equalTo(java.util.Map.of("BOOKED", 1))));
        assertThat(totals.differences(clinic, MONDAY, MONDAY.plusDays(1), 200)).isEmpty();
    }

    private static void change(String id, String change, String body) {
        operator()
                .contentType(io.restassured.http.ContentType.JSON)
                .body(body)
                .post("/api/appointments/%s/%s".formatted(id, change))
                .then()
                .statusCode(200);
    }

    @Test
    @Requirement("R-BOOK-11")
    void howLongBookingTookIsFromIntentToCommitAndOutlivesEdits() {
        var clinic = clinic("UTC");
        var doctor = doctor(clinic);
        var patient = patient(clinic);
        var day = LocalDate.parse("2031-03-03");
        for (int n = 1; n <= 20; n++) {
            appointment(clinic, doctor, patient, day, n, n * 10);
        }
        // R-BOOK-03: what a calendar did not take was booked all the same.
        sql("""
                insert into booking_attempts (id, org_id, code, detail, started_at, created_at)
                values (gen_random_uuid(), ?, 'CALENDAR_FAILED', 'd', ?::timestamptz, ?::timestamptz)""", clinic, day + "T12:00Z", day + "T12:00Z");
        mark(clinic, "bookings", day);

        soon(() -> dashboard(clinic, day, day)
                .body("bookings.booked", equalTo(20))
                .body("bookings.failed", equalTo(0))
                .body("bookings.successRate", closeTo(1.0, 1e-9))
                .body("bookings.onTarget", equalTo(true))
                .body("bookingTime.averageSeconds", closeTo(105, 1e-6))
                .body("bookingTime.p95Seconds", closeTo(199.5, 9.5)));

        sql(
                "update appointments set updated_at = now() + interval '9 days', status = 'CONFIRMED' where doctor_id = ?",
                doctor);
        mark(clinic, "bookings", day);
        mark(clinic, "appointments", day);
        soon(() -> dashboard(clinic, day, day)
                .body("totals.CONFIRMED", equalTo(20))
                .body("bookingTime.averageSeconds", closeTo(105, 1e-6)));
    }

    @Test
    @Requirement({"R-BOOK-14", "R-BOOK-07"})
    void aDayIsTheClinicsAndMovesWithItsZone() {
        var clinic = clinic("America/Los_Angeles");
        var doctor = doctor(clinic);
        var day = LocalDate.parse("2031-05-05");
        // 06:30 UTC of the 6th is 23:30 of the 5th in Los Angeles.
        appointment(clinic, doctor, patient(clinic), Instant.parse("2031-05-06T06:30:00Z"), 1);
        known(clinic);
        mark(clinic, "appointments", day.plusDays(1));
        soon(() -> dashboard(clinic, day, day).body("totals.BOOKED", equalTo(1)));
        dashboard(clinic, day.plusDays(1), day.plusDays(1)).body("totals.BOOKED", nullValue());

        sql("update clinics set zone = 'Africa/Kinshasa' where org_id = ?", clinic);
        soon(() ->
                dashboard(clinic, day, day).body("totals.BOOKED", nullValue()).body("days", hasSize(0)));
        soon(() -> dashboard(clinic, day.plusDays(1), day.plusDays(1)).body("totals.BOOKED", equalTo(1)));
        assertThat(totals.differences(clinic, day.minusDays(5), day.plusDays(5), 200))
                .isEmpty();
    }

    /** Of these two zones the one is never on the other's day. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Pago_Pago"})
    @Requirement("R-BOOK-07")
    void todayIsTheClinics(String zone) {
        var before = LocalDate.now(ZoneId.of(zone)).toString();

        viewer().get("/api/dashboard?clinic=" + clinic(zone))
                .then()
                .statusCode(200)
                .body("timeZone", equalTo(zone))
                .body(
                        "to",
                        anyOf(
                                equalTo(before),
                                equalTo(LocalDate.now(ZoneId.of(zone)).toString())));
    }

    @Test
    @Requirement("R-BOOK-31")
    void aCorruptedTotalIsMendedByTheRepairAndNotShownFromTheCacheAnyMore() {
        var clinic = clinic("UTC");
        var day = LocalDate.parse("2031-08-04");
        known(clinic);
        sql("insert into appointment_totals (org_id, day, status, count) values (?, ?, 'NO_SHOW', 7)", clinic, day);
        dashboard(clinic, day, day).body("totals.NO_SHOW", equalTo(7));

        // While a booking is still to be told, totals are only behind, not wrong.
        soon(() -> admin().post("/api/diagnostics/data/incorrect/repair?dryRun=false&limit=1000")
                .then()
                .statusCode(200)
                .body("changed.id", hasItem(clinic + "/" + day)));

        dashboard(clinic, day, day).body("totals.NO_SHOW", nullValue());
        assertThat(rows("select status from appointment_totals where org_id = ?", clinic))
                .isEmpty();
    }

    @Test
    void aWrongTotalIsFoundAndMended() {
        var clinic = clinic("UTC");
        var doctor = doctor(clinic);
        var day = LocalDate.parse("2031-06-02");
        known(clinic);
        appointment(clinic, doctor, patient(clinic), Instant.parse("2031-06-02T10:00:00Z"), 1);
        sql("insert into appointment_totals (org_id, day, status, count) values (?, ?, 'NO_SHOW', 7)", clinic, day);

        assertThat(totals.differences(clinic, day.minusDays(1), day.plusDays(1), 200))
                .containsExactly(new Difference(day, "BOOKED", 0, 1), new Difference(day, "NO_SHOW", 7, 0));
        assertThat(totals.differences(clinic, day.plusDays(1), day.plusDays(2), 200))
                .isEmpty();
        assertThat(totals.differences(clinic, day, day, 1)).hasSize(1);

        totals.recalculate(clinic, List.of(day));
        totals.recalculate(clinic, List.of(day));
        assertThat(totals.differences(clinic, day, day, 200)).isEmpty();
        assertThat(rows("select status || count from appointment_totals where org_id = ?", clinic))
                .containsExactly("BOOKED1");
    }

    @Test
    @Requirement({"R-PERF-24", "R-PERF-16"})
    void aDashboardIsReadOnceWhateverNumberAsksAndIsItsClinicsOnly() {
        var other = clinic("UTC");
        var day = LocalDate.parse("2031-07-07");
        var clinics = Stream.generate(() -> clinic("UTC")).limit(TRIES).toList();
        clinics.forEach(DashboardTest::known);
        var each = clinics.iterator();

        var taken = statements("from (appointment_totals|booking_totals|booking_durations|appointments)", () -> {
            var clinic = each.next();
            sql("insert into appointment_totals (org_id, day, status, count) values (?, ?, 'BOOKED', 1)", clinic, day);
            for (int i = 0; i < 5; i++) {
                dashboard(clinic, day, day.plusDays(100)).body("totals.BOOKED", equalTo(1));
            }
        });

        assertThat(taken).isEqualTo(3);
        dashboard(other, day, day.plusDays(100)).body("totals.BOOKED", nullValue());
        viewer().get("/metrics").then().body(containsString("cache_hits_total{cache=\"dashboard\"}"));
    }

    @Test
    void whoSpeaksForOneClinicSeesItsDashboardOnly() {
        given().header(ServiceToken.HEADER, tokens.header(DEMO))
                .get("/api/dashboard")
                .then()
                .statusCode(200)
                .body("clinic", equalTo("DEMO"));
        given().header(ServiceToken.HEADER, tokens.header(KIN))
                .get("/api/dashboard?clinic=DEMO")
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_CLINIC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2030-01-01",
                "clinic=DEMO&from=soon",
                "clinic=DEMO&to=2030-13-01",
                "clinic=DEMO&from=2030-01-02&to=2030-01-01",
                "clinic=DEMO&from=2030-01-01&to=2030-07-20",
                "clinic=DEMO&from=1999-01-01&to=1999-01-02",
                "clinic=D\0"
            })
    void whatMakesNoSenseIsSaid(String query) {
        viewer().get("/api/dashboard?" + query).then().statusCode(400).body("code", equalTo("VALIDATION"));
    }

    @Test
    void twoHundredDaysAreAPage() {
        viewer().get("/api/dashboard?clinic=DEMO&from=2030-01-01&to=2030-07-19")
                .then()
                .statusCode(200);
    }

    @Test
    void aClinicThatNobodyKnowsAndNoKey() {
        viewer().get("/api/dashboard?clinic=NOWHERE").then().statusCode(404);
        given().get("/api/dashboard?clinic=DEMO").then().statusCode(401);
    }

    @Test
    @Requirement("R-BOOK-11")
    void theRulesFiguresAreMetrics() {
        for (int i = 0; i < 3; i++) {
            book(patient(DEMO), doctor(DEMO), at("10:00")).statusCode(201);
        }
        gauges.look();

        viewer().get("/metrics")
                .then()
                .body(org.hamcrest.Matchers.matchesPattern("(?s).*booking_duration_average_seconds \\d.*"))
                .body(org.hamcrest.Matchers.matchesPattern("(?s).*booking_success_ratio \\d.*"));
    }

    private static io.restassured.response.ValidatableResponse dashboard(UUID clinic, LocalDate from, LocalDate to) {
        return viewer().config(RestAssuredConfig.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(NumberReturnType.DOUBLE)))
                .get("/api/dashboard?clinic=%s&from=%s&to=%s".formatted(clinic, from, to))
                .then()
                .statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse today(UUID clinic) {
        var today = LocalDate.now(java.time.ZoneOffset.UTC);
        return dashboard(clinic, today.minusDays(2), today.plusDays(2));
    }

    /** Counted once: from then on only marked days are counted again, and a planted total stays. */
    private static void known(UUID clinic) {
        await().atMost(SOON)
                .until(() -> !rows("select zone from totals_zone where org_id = ?", clinic)
                        .isEmpty());
    }

    private static void soon(ThrowingRunnable asserted) {
        await().atMost(SOON).untilAsserted(asserted);
    }

    private static void mark(UUID clinic, String figure, LocalDate utc) {
        sql("insert into totals_due (org_id, figure, utc, due_at) values (?, ?, ?, now())", clinic, figure, utc);
    }

    /** The nth of {@code day}, booked in {@code seconds} on the same day. */
    private static void appointment(UUID clinic, String doctor, String patient, LocalDate day, int n, int seconds) {
        appointment(clinic, doctor, patient, day.atTime(n, 0).toInstant(java.time.ZoneOffset.UTC), seconds);
    }

    private static void appointment(UUID clinic, String doctor, String patient, Instant start, int seconds) {
        sql(
                """
                insert into appointments (id, org_id, doctor_id, patient_id, start_time, end_time,
                                          booking_started_at, booking_completed_at)
                values (gen_random_uuid(), ?, ?, ?, ?::timestamptz, ?::timestamptz + interval '10 minutes',
                        ?::timestamptz, ?::timestamptz + ? * interval '1 second')""",
                clinic,
                doctor,
                patient,
                start.toString(),
                start.toString(),
                start.toString(),
                start.toString(),
                seconds);
    }
}
