package io.carillon.booking.appointment;

import static io.carillon.booking.Fixture.DEMO;
import static io.carillon.booking.Fixture.KIN;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.connectFor;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.Outbox;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TogetherStatementTest {

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    /** Of a topic that no relay takes, so that it is there to be looked at; others wait for an outbox that is empty. */
    @AfterEach
    void forgetEvents() {
        sql("delete from outbox where topic = 'TOMORROW'");
    }

    @Test
    @Requirement("R-BOOK-06")
    void allOfABookingIsWrittenAsItWouldBeAlone() {
        var together = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);
        var beside = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);
        var alone = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);

        assertThat(written(together, beside)).isEqualTo(places(0, 1));
        assertThat(transactions.<Boolean>atOnce(
                        connection -> alone.execute(connection, clock.instant(), Transactions.lockTimeout())))
                .isTrue();

        assertThat(traces(together)).isEqualTo(traces(alone)).doesNotContain("null");
        assertThat(traces(beside)).isEqualTo(traces(alone));
    }

    @Test
    @Requirement("R-BOOK-03")
    void eachIsQueuedForItsCalendarUnderItsOwnRequest() {
        var doctor = doctor(DEMO);
        var other = doctor(DEMO);
        sql("insert into doctor_calendars (doctor_id, org_id, calendar_id) values (?, ?, 'c')", doctor, DEMO);
        sql("insert into doctor_calendars (doctor_id, org_id, calendar_id) values (?, ?, 'c')", other, DEMO);
        var together = forCalendar(booking(doctor, patient(DEMO), at("10:00"), true), "request-1");
        var beside = forCalendar(booking(doctor, patient(DEMO), at("10:30"), false), "request-2");
        var without = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);
        var alone = forCalendar(booking(other, patient(DEMO), at("10:00"), true), "request-3");

        assertThat(written(together, beside, without)).isEqualTo(places(0, 1, 2));
        assertThat(transactions.<Boolean>atOnce(
                        connection -> alone.execute(connection, clock.instant(), Transactions.lockTimeout())))
                .isTrue();

        assertThat(rows("select request_id from calendar_syncs where doctor_id in (?, ?) order by 1", doctor, other))
                .containsExactly("request-1", "request-2", "request-3");
    }

    @Test
    void aBookingWithoutAKeyKeepsNone() {
        var bare = booking(doctor(DEMO), patient(DEMO), at("10:00"), false);
        var keyed = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);

        assertThat(written(bare, keyed)).isEqualTo(places(0, 1));
        assertThat(rows("select key from idempotency_keys where location in (?, ?)", location(bare), location(keyed)))
                .containsExactly(keyed.key().orElseThrow().key());
    }

    @Test
    @Requirement("R-BOOK-06")
    void whoseTimeIsClaimedFallsOutAndTheOthersAreWritten() {
        var doctor = doctor(DEMO);
        assertThat(written(booking(doctor, patient(DEMO), at("10:00"), false))).isEqualTo(places(0));

        var written = written(
                booking(doctor, patient(DEMO), at("09:45"), false),
                booking(doctor, patient(DEMO), at("10:30"), false),
                booking(doctor(DEMO), patient(DEMO), at("10:00"), false),
                booking(doctor, patient(DEMO), at("10:15"), false),
                booking(doctor, patient(DEMO), at("09:15"), false));

        assertThat(written).isEqualTo(places(1, 2, 4));
        assertThat(rows("select count(*) from slot_claims where doctor_id = ?", doctor))
                .containsExactly("3");
        assertThat(rows("select count(*) from appointments where doctor_id = ?", doctor))
                .containsExactly("3");
    }

    @Test
    void whoIsNotAsThoughtFallsOut() {
        var stranger = booking(doctor(DEMO), patient(KIN), at("10:00"), true);
        var elsewhere = booking(doctor(KIN), patient(DEMO), at("10:00"), true);
        var nobody = booking("nobody", patient(DEMO), at("10:00"), true);
        var changed = doctor(DEMO);
        var stale = booking(changed, patient(DEMO), at("10:00"), true);
        sql("update doctors set schedule_version = schedule_version + 1 where id = ?", changed);
        var taken = patient(DEMO);
        assertThat(written(booking(doctor(DEMO), taken, at("10:00"), false))).isEqualTo(places(0));
        var duplicate = booking(doctor(DEMO), taken, at("10:00"), true);
        var sound = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);

        assertThat(written(stranger, elsewhere, nobody, stale, duplicate, sound))
                .isEqualTo(places(5));
        for (var fallen : List.of(stranger, elsewhere, nobody, stale, duplicate)) {
            assertThat(traces(fallen)).as("nothing is left of it").containsOnly("0");
        }
    }

    @Test
    @Requirement("R-WEB-06")
    void whoseKeyIsTakenFallsOut() {
        var first = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);
        assertThat(written(first)).isEqualTo(places(0));
        var again = withKey(booking(doctor(DEMO), patient(DEMO), at("10:00"), true), first.key());
        var other = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);

        assertThat(written(again, other)).isEqualTo(places(1));
    }

    /** Row security hides it until it is in the way; then nothing is written for anybody, and each goes alone. */
    @Test
    void aKeyOfAnotherClinicRollsAllBack() {
        var theirs = booking(KIN, doctor(KIN), patient(KIN), at("01:00"), true);
        assertThat(written(theirs)).isEqualTo(places(0));
        var ours = withKey(booking(doctor(DEMO), patient(DEMO), at("10:00"), true), theirs.key());
        var beside = booking(doctor(DEMO), patient(DEMO), at("10:00"), true);

        assertThatThrownBy(() -> written(beside, ours))
                .isInstanceOfSatisfying(
                        ConstraintViolatedException.class,
                        e -> assertThat(e.constraint()).isEqualTo(KeptAnswers.TAKEN));
        assertThat(traces(beside)).containsOnly("0");
    }

    @Test
    void whoseDoctorIsBookedBySomebodyElseFallsOutAtOnce() throws SQLException {
        var busy = booking(doctor(DEMO), patient(DEMO), at("10:00"), false);
        var free = booking(doctor(DEMO), patient(DEMO), at("10:00"), false);
        try (var elsewhere = connectFor(DEMO);
                var lock = elsewhere.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            elsewhere.setAutoCommit(false);
            lock.setString(1, busy.lane());
            lock.execute();

            assertThat(written(busy, free)).isEqualTo(places(1));
            // A connection that is closed gives its locks back a moment later.
            elsewhere.rollback();
        }
        assertThat(written(busy)).isEqualTo(places(0));
    }

    @Test
    void aHoldThatRanOutIsSweptAwayAndOneThatRunsIsInTheWay() {
        var doctor = doctor(DEMO);
        held(doctor, at("10:00"), Duration.ofSeconds(-1));
        held(doctor, at("11:00"), Duration.ofHours(1));

        assertThat(written(
                        booking(doctor, patient(DEMO), at("10:00"), false),
                        booking(doctor, patient(DEMO), at("11:15"), false),
                        booking(doctor, patient(DEMO), at("12:00"), false)))
                .isEqualTo(places(0, 2));
        assertThat(rows("select state from slot_claims where doctor_id = ? order by starts", doctor))
                .containsExactly("TAKEN", "HELD", "TAKEN");
    }

    private static void held(String doctor, Instant start, Duration left) {
        sql(
                """
                insert into slot_claims (org_id, doctor_id, during, state, expires_at)
                values (?, ?, tstzrange(?, ?, '[)'), 'HELD', now() + ?::interval)""",
                DEMO,
                doctor,
                start.atOffset(ZoneOffset.UTC),
                start.plusSeconds(1800).atOffset(ZoneOffset.UTC),
                left.toSeconds() + " seconds");
    }

    private BitSet written(BookingStatement... bookings) {
        return transactions.atOnce(connection -> new TogetherStatement(List.of(bookings))
                .execute(connection, clock.instant(), Transactions.lockTimeout()));
    }

    private static BitSet places(int... places) {
        var set = new BitSet();
        for (var place : places) {
            set.set(place);
        }
        return set;
    }

    /** What of a booking is in each table, without what is its alone. */
    private static List<String> traces(BookingStatement booking) {
        var id = booking.appointment().id();
        return List.of(
                one("select coalesce(max(state), '0') from slot_claims where appointment_id = ?", id),
                one("""
                        select coalesce(max(concat_ws(' ', status, type, call_id, start_time, end_time, created_at is null,
                                                      booking_completed_at >= booking_started_at)), '0')
                        from appointments where id = ?""", id),
                one(
                        "select coalesce(max(concat_ws(' ', status, media_type, length(body))), '0') from idempotency_keys where location = ?",
                        location(booking)));
    }

    private static String one(String query, Object parameter) {
        return rows(query, parameter).getFirst();
    }

    private static String location(BookingStatement booking) {
        return booking.appointment().path();
    }

    private BookingStatement booking(String doctor, String patient, Instant start, boolean keyed) {
        return booking(DEMO, doctor, patient, start, keyed);
    }

    private BookingStatement booking(UUID clinic, String doctor, String patient, Instant start, boolean keyed) {
        var slot = new TimeRange(start, start.plusSeconds(1800));
        var appointment = new Appointment(
                UUID.randomUUID(),
                clinic,
                patient,
                doctor,
                Appointment.BOOKED,
                slot,
                ZoneOffset.UTC,
                Appointment.NO_CALENDAR,
                "first-visit",
                "CA1");
        var version = rows("select schedule_version from doctors where id = ?", doctor).stream()
                .findFirst()
                .map(Long::valueOf)
                .orElse(1L);
        var event = new Outbox.Row("TOMORROW", doctor, "{}", "{\"of\":\"" + appointment.id() + "\"}");
        return new BookingStatement(
                appointment,
                slot,
                version,
                clock.instant(),
                Optional.empty(),
                false,
                null,
                List.of(event, event),
                keyed
                        ? Optional.of(
                                new IdempotencyKey("test", UUID.randomUUID().toString(), new byte[32]))
                        : Optional.empty(),
                new Answer(201, "application/json", appointment.path(), "{\"ü\":1}".getBytes(StandardCharsets.UTF_8)));
    }

    private static BookingStatement forCalendar(BookingStatement booking, String requestId) {
        return new BookingStatement(
                booking.appointment(),
                booking.during(),
                booking.scheduleVersion(),
                booking.started(),
                booking.deadline(),
                true,
                requestId,
                booking.events(),
                booking.key(),
                booking.answer());
    }

    private static BookingStatement withKey(BookingStatement booking, Optional<IdempotencyKey> key) {
        return new BookingStatement(
                booking.appointment(),
                booking.during(),
                booking.scheduleVersion(),
                booking.started(),
                booking.deadline(),
                booking.calendar(),
                booking.requestId(),
                booking.events(),
                key,
                booking.answer());
    }
}
