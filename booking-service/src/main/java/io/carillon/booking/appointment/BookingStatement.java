package io.carillon.booking.appointment;

import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.booking.together.Member;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking as PostgreSQL sees it: one exchange, in which the doctor is locked, holds that ran out are swept away, and
 * claim, appointment, events and kept answer are written by one statement or not at all. It writes nothing where the
 * doctor's hours have changed since they were looked at, or the patient is unknown; constraints say the rest (ADR 13).
 * {@link TogetherStatement} writes several in one exchange.
 *
 * @param during what is claimed: the appointment's time with the doctor's buffers
 * @param scheduleVersion of the hours that the slot was checked against
 * @param started when the caller first asked (R-BOOK-11)
 * @param deadline when the caller no longer waits for others who book with this doctor
 * @param calendar whether the doctor has a calendar that is behind from now on
 * @param requestId under which it was asked for; kept where there is a calendar
 * @param events exactly two: that it was booked, and the audit's record of it
 * @param answer kept under the key, where there is one
 */
record BookingStatement(
        Appointment appointment,
        TimeRange during,
        long scheduleVersion,
        Instant started,
        Optional<Instant> deadline,
        boolean calendar,
        @Nullable String requestId,
        List<Outbox.Row> events,
        Optional<IdempotencyKey> key,
        Answer answer)
        implements Member<BookingStatement> {

    /** The first statement says whose transaction this is and when to give up waiting, then waits. */
    private static final String ENTER = Transactions.ENTER + ", " + SlotClaims.LOCK;

    private static final String WRITE = """
            with known as (
                select d.org_id, d.id as doctor_id, c.id as patient_id
                from doctors d join contacts c on c.org_id = d.org_id and c.erased_at is null
                where d.org_id = ?::uuid and d.id = ? and d.schedule_version = ? and c.id = ?
            ), claim as (
                insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
                select org_id, doctor_id, tstzrange(?, ?, '[)'), 'TAKEN', ?::uuid from known
                returning appointment_id
            ), appointment as (
                insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time,
                                          type, call_id, booking_started_at, booking_completed_at)
                select claim.appointment_id, known.org_id, known.doctor_id, known.patient_id, 'BOOKED', ?, ?, ?, ?,
                       b.started, greatest(b.started, clock_timestamp())
                from claim, known, (values (?::timestamptz)) as b (started)
                returning id, org_id, doctor_id
            ), told as (
                insert into outbox (topic, key, headers, data)
                select e.topic, e.key, e.headers::json, e.data::json
                from claim, (values (?, ?, ?, ?), (?, ?, ?, ?)) as e (topic, key, headers, data)
            )%s
            select count(*) from claim
            """;

    private static final String KEEP = """
            , kept as (
                insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, location, body)
                select ?, ?, known.org_id, ?, ?, ?, ?, ? from known, claim
            )
            """;

    private static final String QUEUE =
            ", queued as (\n" + CalendarQueue.queueing("(select *, ?::text as request_id from appointment)") + ")\n";

    private static final String BOOK = text("");
    private static final String BOOK_WITH_KEY = text(KEEP);
    private static final String BOOK_FOR_CALENDAR = text(QUEUE);
    private static final String BOOK_WITH_KEY_FOR_CALENDAR = text(QUEUE + KEEP);

    private static String text(String more) {
        return String.join(";\n", ENTER, SlotClaims.SWEEP, WRITE.formatted(more));
    }

    @Override
    public UUID group() {
        return appointment.clinic();
    }

    @Override
    public String lane() {
        return appointment.doctorId();
    }

    @Override
    public boolean clashes(BookingStatement other) {
        return during.overlaps(other.during);
    }

    /** The key, and the patient at that time: what the constraints besides the claims' let only one booking have. */
    @Override
    public List<Object> names() {
        var patientThen = List.of(appointment.patientId(), appointment.slot().start());
        return key.<List<Object>>map(known -> List.of(patientThen, List.of(known.actor(), known.key())))
                .orElseGet(() -> List.of(patientThen));
    }

    private String text() {
        if (calendar) {
            return key.isPresent() ? BOOK_WITH_KEY_FOR_CALENDAR : BOOK_FOR_CALENDAR;
        }
        return key.isPresent() ? BOOK_WITH_KEY : BOOK;
    }

    /**
     * @param lockTimeout how long to wait for others who book with this doctor, as {@link Transactions#lockTimeout} has it
     * @return whether it was written; false where doctor, hours or patient are not as they were thought to be
     * @throws SQLException by {@link SlotClaims#NO_OVERLAP}, {@link AppointmentRepository#NO_DUPLICATE} or
     *     {@link io.carillon.booking.idempotency.KeptAnswers#TAKEN}, or because waiting took too long
     */
    boolean execute(Connection connection, Instant now, String lockTimeout) throws SQLException {
        try (var statement = connection.prepareStatement(text())) {
            var parameters = new StatementParameters(statement);
            bindEntry(parameters, now, lockTimeout);
            bindClaim(parameters);
            bindAppointment(parameters);
            for (var event : events) {
                parameters
                        .add(event.topic())
                        .add(event.key())
                        .add(event.headers())
                        .add(event.data());
            }
            if (calendar) {
                parameters.add(requestId);
            }
            if (key.isPresent()) {
                bindAnswer(parameters, key.get());
            }
            return written(statement);
        }
    }

    private void bindEntry(StatementParameters parameters, Instant now, String lockTimeout) throws SQLException {
        parameters.add(appointment.clinic().toString()).add(lockTimeout).add(appointment.doctorId());
        parameters
                .add(appointment.doctorId())
                .add(during.start())
                .add(during.end())
                .add(now);
    }

    private void bindClaim(StatementParameters parameters) throws SQLException {
        parameters
                .add(appointment.clinic())
                .add(appointment.doctorId())
                .add(scheduleVersion)
                .add(appointment.patientId())
                .add(during.start())
                .add(during.end())
                .add(appointment.id());
    }

    private void bindAppointment(StatementParameters parameters) throws SQLException {
        parameters
                .add(appointment.slot().start())
                .add(appointment.slot().end())
                .add(appointment.type())
                .add(appointment.callId())
                .add(started);
    }

    private void bindAnswer(StatementParameters parameters, IdempotencyKey kept) throws SQLException {
        parameters
                .add(kept.actor())
                .add(kept.key())
                .add(kept.fingerprint())
                .add(answer.status())
                .add(answer.mediaType())
                .add(answer.location())
                .add(answer.body());
    }

    /** The third result is the writing statement's: how many claims it made. */
    private static boolean written(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        if (!statement.getMoreResults()) {
            throw new IllegalStateException("the statement that books has three results");
        }
        try (var count = statement.getResultSet()) {
            return count.next() && count.getLong(1) == 1;
        }
    }
}
