package io.carillon.booking.recovery;

import static io.carillon.booking.Fixture.admin;
import static io.carillon.booking.Fixture.at;
import static io.carillon.booking.Fixture.clinic;
import static io.carillon.booking.Fixture.doctor;
import static io.carillon.booking.Fixture.operator;
import static io.carillon.booking.Fixture.patient;
import static io.carillon.booking.Fixture.rows;
import static io.carillon.booking.Fixture.sql;
import static io.carillon.booking.recovery.RecoveryApi.DATA;
import static io.carillon.booking.recovery.RecoveryApi.allTold;
import static io.carillon.booking.recovery.RecoveryApi.booked;
import static io.carillon.booking.recovery.RecoveryApi.moved;
import static io.carillon.booking.recovery.RecoveryApi.replay;
import static io.carillon.booking.recovery.RecoveryApi.start;
import static io.carillon.booking.recovery.RecoveryApi.stepped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.carillon.booking.Audits;
import io.carillon.booking.StackResource;
import io.carillon.booking.Topics;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.dashboard.Totals;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent;
import io.carillon.events.Topic;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventLog;
import io.carillon.kit.outbox.Outbox;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table is brought to what Kafka was told, as far as that can be, and nobody is told again. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@Requirement("R-BOOK-32")
class ReplayTest {

    @Inject
    EventLog log;

    @Inject
    Transactions transactions;

    @Inject
    Replayer replayer;

    @Inject
    CalendarQueue calendars;

    @Inject
    Totals totals;

    @Inject
    Outbox outbox;

    @Inject
    EventFactory events;

    private final UUID clinic = clinic("America/Los_Angeles");

    @Inject
    Clock clock;

    private Instant began;

    @BeforeEach
    void fromNowOn() {
        began = clock.instant().minusMillis(1);
    }

    private final String doctor = doctor(clinic);
    private final String patient = patient(clinic);

    @Test
    void aLostAppointmentIsBookedAgainWithItsClaimOnce() {
        var lost = booked(patient, doctor, "09:00");
        allTold();
        lose(lost);

        replay(began, true)
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("complete", equalTo(true))
                .body("reachesBack", equalTo(true))
                .body("events", greaterThan(0))
                .body("changed.id", hasItem(lost));
        assertThat(rows("select 1 from appointments where id = ?::uuid", lost)).isEmpty();

        var told = toldOf(lost);
        replay(began, false)
                .statusCode(200)
                .body("changed.find { it.id == '%s' }.what".formatted(lost), containsString("inserted"));

        assertThat(rows("select status || ' ' || patient_id from appointments where id = ?::uuid", lost))
                .containsExactly("BOOKED " + patient);
        assertThat(start(lost)).isEqualTo("09:00");
        assertThat(claimed(lost)).isEqualTo("TAKEN");
        replay(began, false).statusCode(200).body("changed.id", not(hasItem(lost)));
        assertThat(Audits.of("appointment", lost))
                .filteredOn(change -> change.action().equals("REPLAY"))
                .singleElement()
                .returns("dev-admin", ChangeRecorded::actor)
                .returns("missing", ChangeRecorded::before);
        allTold();
        assertThat(toldOf(lost)).as("nobody is told again").isEqualTo(told);
    }

    /** Each wants what the other has in the table: neither could go first. */
    @Test
    void twoThatChangedPlacesChangeThemInTheTable() {
        var one = booked(patient, doctor, "09:00");
        var other = booked(patient(clinic), doctor, "10:00");
        moved(one, doctor, "15:00");
        moved(other, doctor, "09:00");
        moved(one, doctor, "10:00");
        stepped(one, "confirm");
        allTold();
        place(one, "09:00", "BOOKED");
        place(other, "10:00", "BOOKED");
        sql("delete from slot_claims where appointment_id in (?::uuid, ?::uuid)", one, other);
        for (var id : new String[] {one, other}) {
            sql("""
                    insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
                    select org_id, doctor_id, tstzrange(start_time, end_time), 'TAKEN', id
                    from appointments where id = ?::uuid""", id);
        }

        replay(began, false).statusCode(200).body("changed.id", hasItem(one)).body("changed.id", hasItem(other));

        assertThat(start(one)).isEqualTo("10:00");
        assertThat(start(other)).isEqualTo("09:00");
        assertThat(rows("select status from appointments where id = ?::uuid", one))
                .containsExactly("CONFIRMED");
        assertThat(rows("""
                        select count(*) from slot_claims c join appointments a on a.id = c.appointment_id
                        where a.doctor_id = ? and c.during @> tstzrange(a.start_time, a.end_time)""", doctor)).containsExactly("2");
        assertThat(rows("select fault from data_check_archive where row_id = ?", one))
                .containsExactly("replayed");
    }

    @Test
    void whatWasCancelledOrDeletedStaysSo() {
        var cancelled = booked(patient, doctor, "09:00");
        stepped(cancelled, "cancel");
        var deleted = booked(patient, doctor, "10:00");
        operator().delete("/api/appointments/" + deleted).then().statusCode(200);
        allTold();

        replay(began, false).body("changed.id", not(hasItem(cancelled))).body("changed.id", not(hasItem(deleted)));
        Backup.damage(
                "update appointments set status = 'BOOKED', cancelled_at = null where id = '%s'".formatted(cancelled),
                "delete from appointments where id = '%s'".formatted(deleted));
        replay(began, false).body("changed.id", hasItem(cancelled)).body("changed.id", hasItem(deleted));

        assertThat(rows("select status from appointments where id in (?::uuid, ?::uuid)", cancelled, deleted))
                .containsExactly("CANCELLED", "CANCELLED");
        assertThat(claimed(cancelled) + claimed(deleted)).isEmpty();
    }

    @Test
    void whatCannotBeIsLeftWithItsReason() {
        var ofNobody = booked(patient(clinic), doctor, "09:00");
        var taken = booked(patient(clinic), doctor, "10:00");
        var newer = booked(patient(clinic), doctor, "11:00");
        var gone = doctor(clinic);
        var ofNoDoctor = booked(patient(clinic), gone, "09:00");
        allTold();
        var contact = rows("select patient_id from appointments where id = ?::uuid", ofNobody)
                .getFirst();
        lose(ofNobody);
        lose(taken);
        lose(ofNoDoctor);
        Backup.damage(
                "delete from contacts where id = '%s'".formatted(contact),
                "delete from working_hours where doctor_id = '%s'".formatted(gone),
                "delete from doctors where id = '%s'".formatted(gone),
                "update appointments set end_time = end_time + interval '1 hour', updated_at = now() where id = '%s'"
                        .formatted(newer));
        var inTheWay = booked(patient(clinic), doctor, "10:00");
        var before = rows("select to_jsonb(a)::text from appointments a where id = ?::uuid", newer);

        var report = replay(began, false).statusCode(200);

        report.body(left(ofNobody), containsString("table=contacts&id=%s/%s".formatted(clinic, contact)))
                .body(left(ofNoDoctor), containsString("table=doctors&id=" + gone))
                .body(left(taken), containsString("taken by appointment " + inTheWay))
                .body(left(newer), containsString("changed later"));
        assertThat(rows("select to_jsonb(a)::text from appointments a where id = ?::uuid", newer))
                .isEqualTo(before);
        assertThat(rows("select 1 from appointments where id = ?::uuid", taken)).isEmpty();
        assertThat(claimed(inTheWay)).isEqualTo("TAKEN");

        // Booked before the first event read, and no copy has it.
        allTold();
        var afterwards = clock.instant();
        moved(inTheWay, doctor, "16:00");
        allTold();
        lose(inTheWay);
        replay(afterwards, true).body(left(inTheWay), containsString("replay from an earlier time"));
    }

    /** Whoever restores an old copy as a whole gets the patient back, who is forgotten again. */
    @Test
    void whoWasErasedIsErasedAgainAndWhatIsPastIsOfNobody() {
        var upcoming = booked(patient, doctor, "09:00");
        var row = rows("select to_jsonb(c)::text from contacts c where id = ?", patient)
                .getFirst();
        var replacement = admin().delete("/api/contacts/{id}?clinic={clinic}&cancelFuture=true", patient, clinic)
                .then()
                .statusCode(200)
                .extract()
                .<String>path("replacement");
        allTold();
        lose(upcoming);
        Backup.damage(
                "delete from contacts where id = '%s'".formatted(replacement),
                "delete from erased_patients where replacement = '%s'".formatted(replacement),
                "insert into contacts select * from jsonb_populate_record(null::contacts, '%s')".formatted(row));

        replay(began, false)
                .statusCode(200)
                .body("erasedAgain", hasItem(replacement))
                .body("changed.id", hasItem(upcoming));

        assertThat(rows("select 1 from contacts where id = ?", patient)).isEmpty();
        assertThat(rows("select patient_id || ' ' || status from appointments where id = ?::uuid", upcoming))
                .containsExactly(replacement + " CANCELLED");
        replay(began, false).body("erasedAgain", not(hasItem(replacement))).body("changed.id", not(hasItem(upcoming)));
    }

    /** Half a log would bring back what was cancelled since. */
    @Test
    void aLogThatWasNotReadToItsEndChangesNothing() {
        var lost = booked(patient, doctor, "09:00");
        allTold();
        lose(lost);
        var unready =
                new Replays(log, new Impatient(), transactions, replayer, calendars, totals, outbox, events, clock);

        var report = unready.replay(new Replays.Order(began, false, 10, "tester", "127.0.0.1"));

        assertThat(report.complete()).isFalse();
        assertThat(report.changed()).isEmpty();
        assertThat(rows("select 1 from appointments where id = ?::uuid", lost)).isEmpty();
        assertThat(log.read(
                                Topic.BOOKINGS,
                                Instant.EPOCH,
                                new EventLog.Bounds(1_000_000, Duration.ofSeconds(20)),
                                _ -> {})
                        .complete())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?since=x", "?since=2999-01-01T00:00:00Z", "?since=2026-01-01T00:00:00Z&limit=0"})
    void nonsenseIsRefused(String query) {
        admin().post(DATA + "/replay" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("VALIDATION"))
                .body("detail", containsString("expected"));
    }

    /** Reads nothing at all. */
    private record Impatient() implements RecoverySettings {

        @Override
        public Optional<String> copyUrl() {
            return Optional.empty();
        }

        @Override
        public Optional<String> copyUser() {
            return Optional.empty();
        }

        @Override
        public Optional<String> copyPassword() {
            return Optional.empty();
        }

        @Override
        public Duration copyConnect() {
            return Duration.ZERO;
        }

        @Override
        public Duration copyStatement() {
            return Duration.ZERO;
        }

        @Override
        public int events() {
            return 0;
        }

        @Override
        public Duration reading() {
            return Duration.ofSeconds(1);
        }
    }

    private static String left(String id) {
        return "left.find { it.id == '%s' }.what".formatted(id);
    }

    private static void lose(String id) {
        Backup.damage(
                "delete from slot_claims where appointment_id = '%s'".formatted(id),
                "delete from appointments where id = '%s'".formatted(id));
    }

    private static void place(String id, String wallClock, String status) {
        var start = at(wallClock);
        Backup.damage("update appointments set start_time = '%s', end_time = '%s', status = '%s' where id = '%s'"
                .formatted(start, start.plusSeconds(1800), status, id));
    }

    private static String claimed(String id) {
        return String.join(" ", rows("select state from slot_claims where appointment_id = ?::uuid", id));
    }

    private static long toldOf(String id) {
        return Topics.read(Topic.BOOKINGS).stream()
                .filter(event -> event.data() instanceof BookingEvent booking
                        && Told.appointment(booking).filter(id::equals).isPresent())
                .count();
    }
}
