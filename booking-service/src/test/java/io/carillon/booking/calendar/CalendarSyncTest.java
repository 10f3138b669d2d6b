package io.carillon.booking.calendar;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.book;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.Fixture.viewer;
import static io.carillon.booking.calendar.CalendarFixture.settings;
import static io.carillon.booking.calendar.CalendarFixture.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.booking.StackResource;
import io.carillon.kit.database.Transactions;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class CalendarSyncTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    @Inject
    CalendarQueue queue;

    @Inject
    SyncRepository syncs;

    @Inject
    EventSync sync;

    @Inject
    OutcomeWriter outcomes;

    @Inject
    CalendarWorker worker;

    @Inject
    CalendarCheck check;

    @Inject
    Clock clock;

    @BeforeEach
    @AfterEach
    void healthy() {
        CalendarFixture.healthy();
        StackResource.stack().clearRequests();
    }

    @Test
    @Requirement("R-BOOK-13")
    void anAppointmentIsInItsDoctorsCalendarMovesWithItAndGoesWithIt() {
        var fixture = CalendarFixture.make();
        var id = booked(fixture, at("10:00"));
        synced(id);
        assertThat(fixture.event(id).path("status").asText()).isEqualTo("confirmed");
        assertThat(start(fixture, id)).isEqualTo(at("10:00"));

        change(fixture, id, "start_time = start_time + interval '1 hour', end_time = end_time + interval '1 hour'");
        synced(id);
        assertThat(start(fixture, id)).isEqualTo(at("11:00"));

        change(fixture, id, "status = 'CANCELLED'");
        synced(id);
        assertThat(fixture.event(id).path("status").asText()).isEqualTo("cancelled");

        change(fixture, id, "status = 'BOOKED'");
        synced(id);
        assertThat(fixture.event(id).path("status").asText()).isEqualTo("confirmed");
        assertThat(fixture.events()).hasSize(1);
    }

    /** That the doctor is taken, and when: no patient, no reason, nobody invited (ADR 14). */
    @Test
    void googleIsToldNothingOfThePatient() {
        var fixture = CalendarFixture.make();
        var id = booked(fixture, at("10:00"));
        synced(id);
        var patient =
                rows("select patient_id from appointments where id = ?", id).getFirst();
        var event = fixture.event(id);

        assertThat(event.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "kind", "id", "status", "summary", "visibility", "start", "end", "extendedProperties");
        assertThat(event.toString()).doesNotContain(patient);
        assertThat(event.path("summary").asText()).isEqualTo("Appointment");
        assertThat(event.path("visibility").asText()).isEqualTo("private");
    }

    @Test
    @Requirement({"R-BOOK-13", "R-EXT-11"})
    void withGoogleDownTheBookingStandsAndIsSyncedWhenItIsBack() {
        var fixture = CalendarFixture.make();
        StackResource.stack().fault("google-calendar", "down", 0);

        var id = booked(fixture, at("10:00"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(state(id))
                        .startsWith("PENDING ")
                        .isIn("PENDING unreachable", "PENDING breaker_open"));
        var listed = viewer().get("/api/calendar/unsynced?clinic=" + fixture.code())
                .then()
                .statusCode(200);
        assertThat(listed.extract().<String>path("unsynced[0].appointmentId")).isEqualTo(id.toString());
        assertThat(listed.extract().<String>path("unsynced[0].calendarSync")).isEqualTo("pending");

        CalendarFixture.healthy();
        synced(id);
        assertThat(fixture.events()).hasSize(1);
    }

    @Test
    @Requirement({"R-EXT-01", "R-EXT-02", "R-EXT-03"})
    void manyFailuresOpenTheBreakerAndItClosesByItself() {
        var lines = new CopyOnWriteArrayList<String>();
        var logger = Logger.getLogger("circuit_breaker");
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            var fixture = CalendarFixture.make();
            synced(booked(fixture, at("08:00")));
            StackResource.stack().fault("google-calendar", "error", 0);
            var ids = new ArrayList<UUID>();
            for (int i = 1; i <= 12; i++) {
                ids.add(booked(fixture, at("08:00").plusSeconds(1800L * i)));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(breakerState()).isEqualTo(1));
            assertThat(lines)
                    .anyMatch(line -> line.contains("Circuit breaker OPEN")
                            && line.contains("circuit_breaker")
                            && line.contains("google_calendar"));

            CalendarFixture.healthy();
            ids.forEach(this::synced);
            assertThat(breakerState()).isEqualTo(0);
            assertThat(lines).anyMatch(line -> line.contains("Circuit breaker CLOSED"));
            assertThat(fixture.events()).hasSize(13);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "error, server_error",
        "garbage, garbage",
        "slow, timeout",
        "rate-limited, quota",
    })
    @Requirement("R-BOOK-13")
    void whateverGoogleAnswersItIsTriedAgain(String mode, String reason) {
        var fixture = CalendarFixture.make();
        StackResource.stack().fault("google-calendar", mode, 0);

        var id = booked(fixture, at("10:00"));

        await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo("PENDING " + reason));
        CalendarFixture.healthy();
        synced(id);
        assertThat(fixture.events()).hasSize(1);
    }

    @Test
    @Requirement("R-BOOK-13")
    void aTokenThatIsNotTakenIsRenewedOnceAndTheCallRepeated() {
        var fixture = CalendarFixture.make("cal-" + UUID.randomUUID());
        var refreshToken = "token-" + UUID.randomUUID();
        fixture.consent(refreshToken);
        synced(booked(fixture, at("10:00")));
        assertThat(CalendarFixture.sent(refreshToken)).as("one token for many").isEqualTo(1);
        synced(booked(fixture, at("11:00")));
        assertThat(CalendarFixture.sent(refreshToken)).isEqualTo(1);

        settings("{\"revokeTokens\":true}");
        var id = booked(fixture, at("12:00"));

        synced(id);
        assertThat(CalendarFixture.sent(refreshToken)).isEqualTo(2);
        assertThat(CalendarFixture.sent(EventId.of(id)))
                .as("refused, then taken")
                .isEqualTo(2);
        assertThat(rows("select attempts from calendar_syncs where appointment_id = ?", id))
                .containsExactly("0");
    }

    @Test
    void aTokenIsRenewedBeforeItEnds() {
        settings("{\"expiresIn\":2}");
        var fixture = CalendarFixture.make("cal-" + UUID.randomUUID());
        var refreshToken = "token-" + UUID.randomUUID();
        fixture.consent(refreshToken);
        synced(booked(fixture, at("10:00")));
        var renewAt = clock.instant().plusMillis(1_100);
        await().until(() -> clock.instant().isAfter(renewAt));

        var id = booked(fixture, at("11:00"));

        synced(id);
        assertThat(CalendarFixture.sent(refreshToken)).isEqualTo(2);
        assertThat(CalendarFixture.sent(EventId.of(id))).as("never refused").isEqualTo(1);
    }

    @Test
    @Requirement("R-BOOK-13")
    void aQuotaPassesAndAPermissionNeedsAPerson() {
        var fixture = CalendarFixture.make();
        settings("{\"refuse\":\"rateLimitExceeded\"}");
        var id = booked(fixture, at("10:00"));
        await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo("PENDING quota"));
        await().atMost(SOON).untilAsserted(() -> assertThat(account(fixture)).isEqualTo("ok exceeded ok"));
        settings("{\"refuse\":null}");
        synced(id);

        settings("{\"refuse\":\"insufficientPermissions\"}");
        var other = booked(fixture, at("11:00"));
        await().atMost(SOON).untilAsserted(() -> assertThat(state(other)).isEqualTo("PENDING permission"));
        assertThat(account(fixture)).isEqualTo("ok ok denied");
        settings("{\"refuse\":null}");
        var third = booked(fixture, at("12:00"));
        await().pollDelay(Duration.ofSeconds(1))
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(state(third)).as("it waits for the person").isEqualTo("PENDING"));
        assertThat(CalendarFixture.sent(EventId.of(other))).as("not hammered").isEqualTo(1);

        fixture.consent("another-" + UUID.randomUUID());
        synced(other);
        synced(third);
    }

    @Test
    @Requirement({"R-BOOK-13", "R-EXT-15"})
    void aRevokedConsentIsTriedOnceAndTellsAPerson() {
        var fixture = CalendarFixture.make("cal-" + UUID.randomUUID());
        var revoked = "revoked-" + UUID.randomUUID();
        fixture.consent(revoked);
        var before = alarms();

        var first = booked(fixture, at("10:00"));
        await().atMost(SOON).untilAsserted(() -> assertThat(state(first)).isEqualTo("PENDING credential_invalid"));
        booked(fixture, at("11:00"));
        assertThat(account(fixture)).isEqualTo("invalid ok ok");
        await().pollDelay(Duration.ofSeconds(1))
                .atMost(SOON)
                .untilAsserted(() -> assertThat(CalendarFixture.sent(revoked)).isEqualTo(1));
        assertThat(alarms() - before).as("one alarm").isEqualTo(1);

        fixture.consent("token-" + UUID.randomUUID());
        synced(first);
        assertThat(account(fixture)).isEqualTo("ok ok ok");
    }

    @ParameterizedTest
    @CsvSource({"missing, calendar_not_found", "readonly, calendar_forbidden"})
    void aCalendarThatCannotBeWrittenFailsItsRowsOnly(String prefix, String reason) {
        var fixture = CalendarFixture.make(prefix + UUID.randomUUID());
        fixture.consent("token-" + UUID.randomUUID());
        var id = booked(fixture, at("10:00"));
        await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo("FAILED " + reason));

        var better = "cal-" + UUID.randomUUID();
        CalendarFixture.choose(fixture.doctor(), better);

        synced(id);
        assertThat(CalendarFixture.events(better)).hasSize(1);
    }

    @Test
    @Requirement("R-BOOK-13")
    void anAnswerThatWasLostDoublesNothing() {
        var fixture = CalendarFixture.make();
        settings("{\"loseAnswers\":1}");

        var id = booked(fixture, at("10:00"));

        synced(id);
        assertThat(fixture.events()).hasSize(1);
        settings("{\"loseAnswers\":1}");
        change(fixture, id, "status = 'CANCELLED'");
        synced(id);
        assertThat(fixture.event(id).path("status").asText()).isEqualTo("cancelled");
    }

    @Test
    @Requirement("R-BOOK-13")
    void whoDiedBetweenGooglesYesAndTheCommitIsFollowedByAnother() {
        var fixture = CalendarFixture.make();
        var id = bookedAndNotQueued(fixture, at("10:00"));
        var claim = claimed(fixture, id, clock.instant().plusSeconds(2));
        assertThat(sync.sync(claim)).isEqualTo(new SyncOutcome.Told());
        assertThat(state(id)).isEqualTo("PENDING");

        queue.ring();

        synced(id);
        assertThat(fixture.events()).hasSize(1);
    }

    /** Its write may have reached Google last: the row is told once more. */
    @Test
    void whoFinishesAfterLosingTheLeaseMakesTheRowDoubtful() {
        var fixture = CalendarFixture.make();
        var id = bookedAndNotQueued(fixture, at("10:00"));
        var late = claimed(fixture, id, clock.instant());
        change(fixture, id, "start_time = start_time + interval '1 hour', end_time = end_time + interval '1 hour'");
        synced(id);
        assertThat(sync.sync(late)).isEqualTo(new SyncOutcome.Told());
        assertThat(start(fixture, id)).as("overwritten by the late one").isEqualTo(at("10:00"));

        outcomes.write(late, new SyncOutcome.Told());

        synced(id);
        assertThat(start(fixture, id)).isEqualTo(at("11:00"));
    }

    @Test
    @Requirement("R-BOOK-13")
    void severalWorkersShareTheRowsAndTellEachOnce() throws Exception {
        var fixture = CalendarFixture.make();
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 16; i++) {
            ids.add(fixture.booked(at("08:00").plusSeconds(1800L * i)));
        }
        transactions.inClinic(fixture.clinic(), connection -> {
            for (var id : ids) {
                queue.append(connection, id);
            }
            return ids;
        });
        var round = (Callable<Integer>) () -> worker.round();
        try (var others = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                for (var done : others.invokeAll(Collections.nCopies(4, round))) {
                    assertThat(done.get()).isBetween(0, 5);
                }
            }
        }
        ids.forEach(this::synced);

        assertThat(fixture.events()).hasSize(16);
        for (var id : ids) {
            assertThat(rows("select wanted - synced from calendar_syncs where appointment_id = ?", id))
                    .containsExactly("0");
        }
    }

    @Test
    void aChangedCalendarTakesItsEventsAlongAndARemovedOneTakesThemOut() {
        var fixture = CalendarFixture.make();
        var id = booked(fixture, at("10:00"));
        synced(id);
        var other = "cal-" + UUID.randomUUID();

        CalendarFixture.choose(fixture.doctor(), other);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(CalendarFixture.events(other)).hasSize(1));
        synced(id);
        assertThat(fixture.event(id).path("status").asText()).isEqualTo("cancelled");

        operator().delete("/api/doctors/{id}/calendar", fixture.doctor()).then().statusCode(204);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(CalendarFixture.events(other))
                        .allMatch(event -> event.path("status").asText().equals("cancelled")));
        synced(id);
    }

    @Test
    @Requirement("R-BOOK-13")
    void theCheckFindsWhatNoQueueWasToldOf() {
        var fixture = CalendarFixture.make();
        var moved = booked(fixture, at("10:00"));
        var cancelled = booked(fixture, at("11:00"));
        synced(moved);
        synced(cancelled);
        var never = fixture.booked(at("12:00"));
        sql("delete from calendar_syncs where appointment_id = ?", never);
        sql("update appointments set start_time = start_time + interval '5 minutes' where id = ?", moved);
        sql("update appointments set status = 'CANCELLED' where id = ?", cancelled);

        assertThat(check.everywhere()).isGreaterThanOrEqualTo(3);

        synced(never);
        synced(moved);
        synced(cancelled);
        assertThat(start(fixture, moved)).isEqualTo(at("10:05"));
        assertThat(fixture.event(cancelled).path("status").asText()).isEqualTo("cancelled");
        assertThat(fixture.event(never).path("status").asText()).isEqualTo("confirmed");
        sql("delete from slot_claims where appointment_id = ?", moved);
        sql("delete from appointments where id = ?", moved);
        check.everywhere();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(fixture.event(moved).path("status").asText()).isEqualTo("cancelled"));
    }

    /** The clinics that come with the platform. */
    @Test
    void theLocalClinicsCredentialOpensWithTheLocalKey() {
        // One of many slots, so that a repeat finds another; all before the clocks change.
        var chance = ThreadLocalRandom.current();
        var start = at("08:00").plus(Duration.ofDays(7L * chance.nextInt(1, 12)).plusMinutes(30L * chance.nextInt(20)));
        var id = UUID.fromString(
                book(patient(DEMO), "doctor-2", start).statusCode(201).extract().path("id"));
        synced(id);
    }

    private UUID booked(CalendarFixture fixture, Instant start) {
        return fixture.booked(start);
    }

    /** Until a test wants it: no worker takes it. */
    private UUID bookedAndNotQueued(CalendarFixture fixture, Instant start) {
        sql(
                "update calendar_credentials set paused_until = now() + interval '1 hour' where org_id = ?",
                fixture.clinic());
        return fixture.booked(start);
    }

    private Claim claimed(CalendarFixture fixture, UUID id, Instant leasedUntil) {
        var all = transactions.acrossClinics(connection -> {
            try (var resume = connection.prepareStatement(
                    "update calendar_credentials set paused_until = null where org_id = ?")) {
                resume.setObject(1, fixture.clinic());
                resume.executeUpdate();
            }
            return syncs.claim(connection, 50, clock.instant(), leasedUntil);
        });
        return all.stream()
                .filter(claim -> claim.appointment().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void change(CalendarFixture fixture, UUID id, String assignments) {
        sql("update appointments set " + assignments + " where id = ?", id);
        append(fixture.clinic(), id);
    }

    private void append(UUID clinic, UUID id) {
        transactions.inClinic(clinic, connection -> {
            queue.append(connection, id);
            return id;
        });
        queue.ring();
    }

    private void synced(UUID id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(state(id)).isEqualTo("SYNCED"));
    }

    private static Instant start(CalendarFixture fixture, UUID id) {
        return Instant.parse(fixture.event(id).path("start").path("dateTime").asText());
    }

    private static String account(CalendarFixture fixture) {
        var code = fixture.code();
        var one = viewer().get("/api/calendar/accounts?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("clinics.find { it.clinic == '" + code + "' }");
        return "%s %s %s".formatted(one.get("token"), one.get("quota"), one.get("permission"));
    }

    private static double breakerState() {
        return viewer().get("/metrics")
                .then()
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("circuit_breaker_state{") && line.contains("google_calendar"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static double alarms() {
        return viewer().get("/metrics")
                .then()
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("credential_invalid_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
