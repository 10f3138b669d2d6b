package io.carillon.webhook.calllog;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code patient_call_logs}, written by the row of many calls at once. */
@ApplicationScoped
class CallLog {

    /** What outweighs comes later, as in {@link CallOutcome}. */
    private static final String OUTWEIGHS = """
            coalesce(array_position(array['transfer-failed', 'transferred', 'appointment-promised', 'appointment-booked'],
                                    %s), 0)""";

    private static final String WRITE =
            """
            insert into patient_call_logs as l (call_id, created_at, org_id, provider, direction, from_number, to_number, status,
                                                progress, sequence, language, outcome, ended_reason, recorded, started_at,
                                                ended_at, duration_seconds, updated_at)
            select c.call_id, c.seen_at, c.org_id, c.provider, c.direction, c.from_number, c.to_number, c.status, c.progress,
                   c.sequence, c.language, c.outcome, c.ended_reason, c.recorded, coalesce(c.started_at, c.seen_at),
                   c.ended_at, c.duration, ?
            from unnest(?::text[], ?::timestamptz[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::smallint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::timestamptz[],
                        ?::timestamptz[], ?::int[])
              as c (call_id, seen_at, org_id, provider, direction, from_number, to_number, status, progress, sequence,
                    language, outcome, ended_reason, recorded, started_at, ended_at, duration)
            on conflict (call_id) do update set
                created_at = least(l.created_at, excluded.created_at),
                org_id = coalesce(l.org_id, excluded.org_id),
                direction = coalesce(l.direction, excluded.direction),
                from_number = case when l.erased_at is null then coalesce(l.from_number, excluded.from_number) end,
                to_number = case when l.erased_at is null then coalesce(l.to_number, excluded.to_number) end,
                status = case when (excluded.progress, excluded.sequence) > (l.progress, l.sequence)
                              then excluded.status else l.status end,
                progress = greatest(l.progress, excluded.progress),
                sequence = case when (excluded.progress, excluded.sequence) > (l.progress, l.sequence)
                                then excluded.sequence else l.sequence end,
                language = coalesce(l.language, excluded.language),
                outcome = case when %s > %s then excluded.outcome else l.outcome end,
                ended_reason = coalesce(excluded.ended_reason, l.ended_reason),
                recorded = l.recorded or excluded.recorded,
                started_at = least(l.started_at, excluded.started_at),
                ended_at = coalesce(l.ended_at, excluded.ended_at),
                duration_seconds = coalesce(excluded.duration_seconds, l.duration_seconds),
                updated_at = excluded.updated_at
            """.formatted(OUTWEIGHS.formatted("excluded.outcome"), OUTWEIGHS.formatted("l.outcome"));

    /** For bookings that were told of before their call was: the events travel on different topics. */
    private static final String LINK = """
            update patient_call_logs l
            set outcome = 'appointment-booked', appointment_id = a.appointment_id, patient_id = a.patient_id, updated_at = ?
            from call_appointments a
            where l.call_id = any(?) and a.call_id = l.call_id and l.appointment_id is distinct from a.appointment_id
              and l.erased_at is null
              and not exists (select from call_appointments later
                              where later.call_id = a.call_id
                                and (later.seen_at, later.appointment_id) > (a.seen_at, a.appointment_id))
            """;

    /** @param changes of different calls each */
    void write(Connection connection, Collection<CallChange> changes, Instant now) throws SQLException {
        // In one order everywhere, so that two transactions never wait for each other.
        var sorted = changes.stream()
                .sorted(java.util.Comparator.comparing(CallChange::callId))
                .toList();
        try (var insert = connection.prepareStatement(WRITE)) {
            insert.setObject(1, Times.utc(now));
            var columns = new Columns(connection, sorted);
            insert.setArray(2, columns.of("text", CallChange::callId));
            insert.setArray(3, columns.of("timestamptz", change -> Times.utc(change.seenAt())));
            insert.setArray(4, columns.of("uuid", CallChange::orgId));
            insert.setArray(5, columns.of("text", CallChange::provider));
            insert.setArray(6, columns.of("text", CallChange::direction));
            insert.setArray(7, columns.of("text", CallChange::from));
            insert.setArray(8, columns.of("text", CallChange::to));
            insert.setArray(9, columns.of("text", change -> change.status().word()));
            insert.setArray(10, columns.of("int2", change -> change.status().progress()));
            insert.setArray(11, columns.of("int4", change -> change.status().sequence()));
            insert.setArray(12, columns.of("text", CallChange::language));
            insert.setArray(13, columns.of("text", CallChange::outcome));
            insert.setArray(14, columns.of("text", CallChange::endedReason));
            insert.setArray(15, columns.of("bool", CallChange::recorded));
            insert.setArray(16, columns.of("timestamptz", change -> Times.utcOrNull(change.startedAt())));
            insert.setArray(17, columns.of("timestamptz", change -> Times.utcOrNull(change.endedAt())));
            insert.setArray(18, columns.of("int4", CallChange::durationSeconds));
            insert.executeUpdate();
        }
        link(connection, sorted.stream().map(CallChange::callId).toList(), now);
    }

    /** The last appointment that was booked on each of the calls becomes the call's. */
    void link(Connection connection, Collection<String> calls, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(LINK)) {
            update.setObject(1, Times.utc(now));
            update.setArray(2, connection.createArrayOf("text", calls.toArray()));
            update.executeUpdate();
        }
    }

    private record Columns(Connection connection, Collection<CallChange> changes) {

        java.sql.Array of(String type, Function<CallChange, @Nullable Object> value) throws SQLException {
            return connection.createArrayOf(type, changes.stream().map(value).toArray());
        }
    }
}
