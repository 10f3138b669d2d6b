package io.carillon.webhook.delivery;

import io.carillon.events.EventCodec;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code webhook_delivery_log}, as those who do the work see it. Statements are of many rows. */
@ApplicationScoped
class DeliveryLog {

    private static final String OPEN_CALLS = """
            select distinct call_id from webhook_delivery_log
            where call_id = any(?) and status in ('waiting', 'active', 'delayed')
            """;

    /** Rows get their job_id, which is the order within a call, in the order of the arrays. */
    private static final String ENTER = """
            insert into webhook_delivery_log (ce_id, org_id, provider, event, call_id, status, attempts, cause, last_error,
                                              http_status, request_id, accepted_at, due_at, died_at, ce_type, payload)
            select * from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[],
                                 ?::text[], ?::smallint[], ?::text[], ?::timestamptz[], ?::timestamptz[],
                                 ?::timestamptz[], ?::text[], ?::json[])
            on conflict (ce_id) do nothing
            returning ce_id
            """;

    /**
     * Those that are due and at the head of their call, a lease that ran out included. What only a newer release can read
     * is left for its replicas.
     */
    private static final String CLAIM = """
            with due as (
                select job_id from webhook_delivery_log j
                where status in ('waiting', 'active', 'delayed') and due_at <= ? and ce_type = any(?)
                  and not exists (select from webhook_delivery_log e
                                  where e.call_id = j.call_id and e.job_id < j.job_id
                                    and e.status in ('waiting', 'active', 'delayed'))
                order by due_at, job_id limit ?
                for update skip locked)
            update webhook_delivery_log l set status = 'active', due_at = ?, updated_at = ?
            from due where l.job_id = due.job_id
            returning l.job_id, l.ce_id, l.org_id, l.request_id, l.accepted_at, l.attempts, l.ce_type, l.payload
            """;

    /** Only by whoever holds the lease: its end tells one lease of a job from the next. */
    private static final String END = """
            update webhook_delivery_log
            set status = ?, attempts = ?, cause = ?, last_error = ?, http_status = ?, due_at = ?, died_at = ?,
                updated_at = ?, payload = case when ? = 'completed' then null else payload end
            where job_id = ? and status = 'active' and due_at = ?
            """;

    private final EventCodec codec = new EventCodec();

    /**
     * A new row.
     *
     * @param outcome how the job stands from the beginning
     */
    record Entry(Job job, Outcome outcome) {}

    /** Calls of which something is still to be done. */
    Set<String> openCalls(Connection connection, Collection<String> calls) throws SQLException {
        try (var select = connection.prepareStatement(OPEN_CALLS)) {
            select.setArray(1, connection.createArrayOf("text", calls.toArray(String[]::new)));
            var open = new HashSet<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getString(1));
                }
            }
            return open;
        }
    }

    /** @return the ids that are new; the others are repeats, and were entered before */
    Set<String> enter(Connection connection, List<Entry> entries) throws SQLException {
        try (var insert = connection.prepareStatement(ENTER)) {
            var columns = new Columns(connection, insert, entries);
            columns.add("text", entry -> entry.job().ceId());
            columns.add("uuid", entry -> entry.job().orgId());
            columns.add("text", entry -> entry.job().provider());
            columns.add("text", entry -> entry.job().kind());
            columns.add("text", entry -> entry.job().callId());
            columns.add("text", entry -> entry.outcome().status().word());
            columns.add("int4", entry -> entry.outcome().attempts());
            columns.add("text", entry -> entry.outcome().causeWord());
            columns.add("text", entry -> entry.outcome().error());
            columns.add("int2", entry -> entry.outcome().httpStatus());
            columns.add("text", entry -> entry.job().requestId());
            columns.add("timestamptz", entry -> Times.utc(entry.job().at()));
            columns.add("timestamptz", entry -> Times.utcOrNull(entry.outcome().due()));
            columns.add("timestamptz", entry -> Times.utcOrNull(entry.outcome().died()));
            columns.add("text", entry -> kept(entry) ? JobData.type(entry.job()) : null);
            columns.add("json", entry -> kept(entry) ? JobData.text(codec, entry.job()) : null);
            var fresh = new HashSet<String>();
            try (var rows = insert.executeQuery()) {
                while (rows.next()) {
                    fresh.add(rows.getString(1));
                }
            }
            return fresh;
        }
    }

    private static boolean kept(Entry entry) {
        return entry.outcome().status() != Status.COMPLETED;
    }

    /** A job that is this process's until {@code lease}. */
    record Claimed(long jobId, Instant lease, int attempts, Job job) {}

    /** @param lease end of the time that this process has for them; of microseconds, as the database keeps it */
    List<Claimed> claim(Connection connection, Instant now, Instant lease, int limit) throws SQLException {
        try (var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, Times.utc(now));
            update.setArray(2, connection.createArrayOf("text", JobData.TYPES));
            update.setInt(3, limit);
            update.setObject(4, Times.utc(lease));
            update.setObject(5, Times.utc(now));
            var claimed = new ArrayList<Claimed>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    claimed.add(new Claimed(rows.getLong("job_id"), lease, rows.getInt("attempts"), job(rows)));
                }
            }
            return claimed;
        }
    }

    private Job job(ResultSet row) throws SQLException {
        return JobData.read(
                codec,
                row.getString("ce_id"),
                Times.instant(row, "accepted_at"),
                row.getObject("org_id", UUID.class),
                row.getString("request_id"),
                row.getString("ce_type"),
                row.getString("payload"));
    }

    /** @return false when the lease ran out and the job is somebody else's now: nothing was changed */
    boolean end(Connection connection, Claimed claimed, Outcome outcome, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(END)) {
            update.setString(1, outcome.status().word());
            update.setInt(2, outcome.attempts());
            update.setString(3, outcome.causeWord());
            update.setString(4, outcome.error());
            update.setObject(5, outcome.httpStatus());
            update.setObject(6, Times.utcOrNull(outcome.due()));
            update.setObject(7, Times.utcOrNull(outcome.died()));
            update.setObject(8, Times.utc(now));
            update.setString(9, outcome.status().word());
            update.setLong(10, claimed.jobId());
            update.setObject(11, Times.utc(claimed.lease()));
            return update.executeUpdate() == 1;
        }
    }

    /** The arrays of one statement, a column at a time. */
    private static final class Columns {

        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Entry> entries;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<Entry> entries) {
            this.connection = connection;
            this.statement = statement;
            this.entries = entries;
        }

        void add(String type, Function<Entry, @Nullable Object> value) throws SQLException {
            var column = entries.stream().map(value).toArray();
            statement.setArray(next++, connection.createArrayOf(type, column));
        }
    }
}
