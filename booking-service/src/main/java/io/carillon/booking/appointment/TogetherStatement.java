package io.carillon.booking.appointment;

import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.Outbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several bookings of one clinic as PostgreSQL sees them: one exchange and one transaction, each table written by one
 * INSERT for all of them. A booking of which anything is not as it was thought to be is left out, and the others are
 * written: it falls out whose doctor is being booked by somebody else, whose hours have changed, whose patient is unknown
 * or has an appointment then, whose key is taken, whose time is claimed. Why, is not asked here.
 *
 * <p>Where a constraint refuses a row all the same, because what it says became true a moment ago, all are rolled back.
 *
 * @param members not in each other's way by {@link BookingStatement#clashes} and {@link BookingStatement#names}
 */
record TogetherStatement(List<BookingStatement> members) {

    /** The doctors whose lock was free: set by the first statement, forgotten with the transaction. */
    private static final String FREE = "current_setting('carillon.free_doctors')::text[]";

    /**
     * Nobody here waits behind somebody else's doctor. Prepared once and used for long, so no plan may read a whole table
     * because it was small that day.
     */
    private static final String ENTER = Transactions.ENTER + """
            , set_config('enable_seqscan', 'off', true),
            set_config('carillon.free_doctors', (
                select coalesce(array_agg(d), '{}')::text from unnest(?) as d where %s), true)
            """.formatted(SlotClaims.lockIfFree("d"));

    private static final String SWEEP = """
            delete from slot_claims c using unnest(?, ?, ?) as m (doctor_id, starts, ends)
            where c.doctor_id = m.doctor_id and c.during && tstzrange(m.starts, m.ends, '[)')
              and c.state = 'HELD' and c.expires_at <= ? and m.doctor_id = any (%s)
            """.formatted(FREE);

    /** Claims of one doctor never overlap: in the way is the last that starts before the end, or none (as V7). */
    private static final String WRITE = """
            with fit as materialized (
                select m.*, d.org_id
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    as m (n, doctor_id, version, patient_id, claim_starts, claim_ends, id, starts, ends, type, call_id, began,
                          request_id, topic, topic_key, headers, data, topic_2, topic_key_2, headers_2, data_2,
                          actor, key, fingerprint, location, body)
                join doctors d on d.id = m.doctor_id and d.schedule_version = m.version
                join contacts c on c.org_id = d.org_id and c.id = m.patient_id and c.erased_at is null
                where d.org_id = ?::uuid and m.doctor_id = any (%s)
                  and (select k.actor from idempotency_keys k where k.actor = m.actor and k.key = m.key) is null
                  and (select a.id from appointments a
                       where a.org_id = d.org_id and a.patient_id = m.patient_id and a.start_time = m.starts
                         and a.deleted_at is null and a.status in ('BOOKED', 'CONFIRMED')) is null
                  and coalesce((select upper(s.during) from slot_claims s
                                where s.doctor_id = m.doctor_id and s.starts < m.claim_ends
                                order by s.starts desc limit 1) <= m.claim_starts, true)
            ), claim as (
                insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
                select org_id, doctor_id, tstzrange(claim_starts, claim_ends, '[)'), 'TAKEN', id from fit
            ), appointment as (
                insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time,
                                          type, call_id, booking_started_at, booking_completed_at)
                select id, org_id, doctor_id, patient_id, 'BOOKED', starts, ends,
                       type, call_id, began, greatest(began, clock_timestamp())
                from fit
            ), told as (
                insert into outbox (topic, key, headers, data)
                select e.topic, e.key, e.headers::json, e.data::json
                from fit, lateral (values (topic, topic_key, headers, data), (topic_2, topic_key_2, headers_2, data_2))
                    as e (topic, key, headers, data)
            ), kept as (
                insert into idempotency_keys (actor, key, org_id, fingerprint, status, media_type, location, body)
                select actor, key, org_id, fingerprint, ?, ?, location, body from fit where key is not null
            )%s
            select n from fit
            """;

    private static final String QUEUE = ", queued as (\n" + CalendarQueue.queueing("fit") + ")\n";

    private static final String BOOK = text("");
    private static final String BOOK_FOR_CALENDARS = text(QUEUE);

    private static String text(String more) {
        return String.join(";\n", ENTER, SWEEP, WRITE.formatted(FREE, more));
    }

    /**
     * @param lockTimeout how long to wait for a row that somebody else is writing
     * @return the places of those that were written; the others fell out
     * @throws SQLException where nothing was written for anybody
     */
    BitSet execute(Connection connection, Instant now, String lockTimeout) throws SQLException {
        var calendars = members.stream().anyMatch(BookingStatement::calendar);
        try (var statement = connection.prepareStatement(calendars ? BOOK_FOR_CALENDARS : BOOK)) {
            var columns = new Columns(connection, new StatementParameters(statement));
            bindEntry(columns, now, lockTimeout);
            bindAppointments(columns);
            bindEvents(columns, 0);
            bindEvents(columns, 1);
            bindAnswers(columns);
            return written(statement);
        }
    }

    /** Binds arrays, one element for each member. */
    private final class Columns {

        private final Connection connection;
        private final StatementParameters parameters;

        Columns(Connection connection, StatementParameters parameters) {
            this.connection = connection;
            this.parameters = parameters;
        }

        Columns texts(Function<BookingStatement, @Nullable String> value) throws SQLException {
            return array("text", members.stream().map(value).toArray(String[]::new));
        }

        Columns times(Function<BookingStatement, Instant> value) throws SQLException {
            return array(
                    "timestamptz",
                    members.stream()
                            .map(member -> value.apply(member).toString())
                            .toArray());
        }

        Columns bytes(Function<BookingStatement, byte @Nullable []> value) throws SQLException {
            return array("bytea", members.stream().map(value).toArray(byte[][]::new));
        }

        Columns array(String type, @Nullable Object[] values) throws SQLException {
            parameters.add(connection.createArrayOf(type, values));
            return this;
        }

        Columns scalar(Object value) throws SQLException {
            parameters.add(value);
            return this;
        }
    }

    private void bindEntry(Columns columns, Instant now, String lockTimeout) throws SQLException {
        var doctors = members.stream().map(BookingStatement::lane).distinct().toArray(String[]::new);
        columns.scalar(members.getFirst().group().toString())
                .scalar(lockTimeout)
                .array("text", doctors);
        columns.texts(BookingStatement::lane)
                .times(member -> member.during().start())
                .times(member -> member.during().end())
                .scalar(now);
    }

    private void bindAppointments(Columns columns) throws SQLException {
        var places = IntStream.range(0, members.size()).boxed().toArray(Integer[]::new);
        var versions = members.stream().map(BookingStatement::scheduleVersion).toArray(Long[]::new);
        columns.array("int4", places)
                .texts(BookingStatement::lane)
                .array("int8", versions)
                .texts(member -> member.appointment().patientId())
                .times(member -> member.during().start())
                .times(member -> member.during().end())
                .array(
                        "uuid",
                        members.stream()
                                .map(member -> member.appointment().id())
                                .toArray())
                .times(member -> member.appointment().slot().start())
                .times(member -> member.appointment().slot().end())
                .texts(member -> member.appointment().type())
                .texts(member -> member.appointment().callId())
                .times(BookingStatement::started)
                .texts(BookingStatement::requestId);
    }

    private void bindEvents(Columns columns, int which) throws SQLException {
        Function<BookingStatement, Outbox.Row> event = member -> member.events().get(which);
        columns.texts(member -> event.apply(member).topic())
                .texts(member -> event.apply(member).key())
                .texts(member -> event.apply(member).headers())
                .texts(member -> event.apply(member).data());
    }

    /** Each is answered that it was made: status and media type are everybody's. */
    private void bindAnswers(Columns columns) throws SQLException {
        var first = members.getFirst();
        columns.texts(member -> member.key().map(IdempotencyKey::actor).orElse(null))
                .texts(member -> member.key().map(IdempotencyKey::key).orElse(null))
                .bytes(member -> member.key().map(IdempotencyKey::fingerprint).orElse(null))
                .texts(member -> member.answer().location())
                .bytes(member -> member.answer().body())
                .scalar(first.group())
                .scalar(first.answer().status())
                .scalar(first.answer().mediaType());
    }

    /** The third result is the writing statement's: the places of those it wrote. */
    private static BitSet written(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        if (!statement.getMoreResults()) {
            throw new IllegalStateException("the statement that books has three results");
        }
        var written = new BitSet();
        try (var places = statement.getResultSet()) {
            while (places.next()) {
                written.set(places.getInt(1));
            }
        }
        return written;
    }
}
