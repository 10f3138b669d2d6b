package io.carillon.booking.calendar;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code calendar_syncs} as the worker uses it: claimed, then told or put off. */
@ApplicationScoped
class SyncRepository {

    /**
     * Clinic by clinic, so that one that must wait costs a look and not a walk through its rows. Of a clinic that was
     * told to wait, one row finds out whether that is over.
     */
    private static final String CLAIM = """
            with due as (
                select s.appointment_id, s.calendar_id as lies_in, k.version, k.pauses
                from calendar_credentials k
                cross join lateral (
                    select appointment_id from calendar_syncs
                    where org_id = k.org_id and state = 'PENDING' and next_attempt_at <= ?
                      and coalesce(leased_until, '-infinity') <= ?
                    order by next_attempt_at limit case when k.pauses > 0 then 1 else ? end) candidate
                join calendar_syncs s on s.appointment_id = candidate.appointment_id
                where coalesce(k.paused_until, '-infinity') <= ?
                  and not exists (select from feature_switches f
                                  where f.org_id = k.org_id and f.feature = 'calendar-sync' and not f.enabled)
                  and s.state = 'PENDING' and coalesce(s.leased_until, '-infinity') <= ?
                order by s.next_attempt_at limit ?
                for update of s skip locked),
            wanted as (
                select due.*, d.calendar_id, a.start_time, a.end_time, c.zone, c.language
                from due
                left join appointments a on a.id = due.appointment_id and a.deleted_at is null
                                            and a.status not in ('CANCELLED', 'FAILED')
                left join doctor_calendars d on d.doctor_id = a.doctor_id
                left join clinics c on c.org_id = a.org_id)
            update calendar_syncs s
            set claim = s.claim + 1, leased_until = ?, calendar_id = coalesce(s.calendar_id, wanted.calendar_id)
            from wanted where wanted.appointment_id = s.appointment_id
            returning s.appointment_id, s.org_id, s.claim, s.wanted, s.attempts, s.event_id, wanted.lies_in,
                      wanted.version, wanted.pauses, wanted.calendar_id as target, wanted.start_time, wanted.end_time,
                      wanted.zone, wanted.language
            """;

    private static final String TOLD = """
            update calendar_syncs set
                synced = ?, calendar_id = ?, event_id = ?, synced_start = ?, synced_end = ?, attempts = 0,
                last_error = null, leased_until = null, updated_at = now(),
                state = case when wanted = ? then 'SYNCED' else 'PENDING' end
            where appointment_id = ? and claim = ?
            """;

    /** A row that changed while Google failed is a new matter: it is tried at once and has failed at nothing yet. */
    private static final String PUT_OFF = """
            update calendar_syncs set
                leased_until = null, updated_at = now(), last_error = ?,
                attempts = case when wanted = ? then ? else 0 end,
                next_attempt_at = case when wanted = ? then ? else next_attempt_at end,
                state = case when wanted = ? and ? then 'FAILED' else 'PENDING' end
            where appointment_id = ? and claim = ?
            returning state = 'FAILED'
            """;

    private static final String TAKEN_OUT = """
            update calendar_syncs set calendar_id = null, event_id = null, leased_until = null, next_attempt_at = now()
            where appointment_id = ? and claim = ?
            """;

    /** Whoever held the row longer than the lease may have told Google after the next holder did. */
    private static final String DOUBTFUL = "update calendar_syncs set next_attempt_at = now(), "
            + CalendarQueue.REQUEUED + " where appointment_id = ?";

    /** Spread over the time that Google lets one account take for so many (600 a minute). */
    private static final String WAKE = """
            update calendar_syncs s set
                next_attempt_at = now() + due.place * interval '100 ms', attempts = 0, state = 'PENDING',
                last_error = null
            from (select appointment_id, row_number() over (partition by org_id order by since) - 1 as place
                  from (select appointment_id, org_id, since from calendar_syncs
                        where state <> 'SYNCED' and last_error = any(?) order by since, appointment_id limit ?) behind
                 ) due
            where due.appointment_id = s.appointment_id
            """;

    /** At most {@code limit} that are due, of clinics that may be tried, the longest waiting first. */
    List<Claim> claim(Connection connection, int limit, Instant now, Instant leasedUntil) throws SQLException {
        try (var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(now));
            update.setInt(3, limit);
            update.setObject(4, Times.utc(now));
            update.setObject(5, Times.utc(now));
            update.setInt(6, limit);
            update.setObject(7, Times.utc(leasedUntil));
            var claims = new ArrayList<Claim>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    claims.add(read(rows));
                }
            }
            return claims;
        }
    }

    /** Google knows what {@code claim} said; whether that is the present state is another matter. */
    void told(Connection connection, Claim claim) throws SQLException {
        var event = claim.event();
        try (var update = connection.prepareStatement(TOLD)) {
            update.setLong(1, claim.wanted());
            update.setString(2, event == null ? null : event.calendar());
            update.setString(3, event == null ? null : EventId.of(claim.appointment()));
            update.setObject(4, event == null ? null : Times.utc(event.start()));
            update.setObject(5, event == null ? null : Times.utc(event.end()));
            update.setLong(6, claim.wanted());
            update.setObject(7, claim.appointment());
            update.setLong(8, claim.number());
            orDoubtful(connection, claim, update);
        }
    }

    void takenOut(Connection connection, Claim claim) throws SQLException {
        try (var update = connection.prepareStatement(TAKEN_OUT)) {
            update.setObject(1, claim.appointment());
            update.setLong(2, claim.number());
            orDoubtful(connection, claim, update);
        }
    }

    /**
     * @param attempts failed ones, this included if it counts
     * @return whether it is not tried again by itself
     */
    boolean putOff(Connection connection, Claim claim, Problem problem, int attempts, Instant until, boolean failed)
            throws SQLException {
        try (var update = connection.prepareStatement(PUT_OFF)) {
            update.setString(1, problem.word());
            update.setLong(2, claim.wanted());
            update.setInt(3, attempts);
            update.setLong(4, claim.wanted());
            update.setObject(5, Times.utc(until));
            update.setLong(6, claim.wanted());
            update.setBoolean(7, failed);
            update.setObject(8, claim.appointment());
            update.setLong(9, claim.number());
            try (var row = update.executeQuery()) {
                if (row.next()) {
                    return row.getBoolean(1);
                }
            }
        }
        doubtful(connection, claim);
        return false;
    }

    /** Rows that wait for, or have failed at, one of {@code problems} are tried at once; at most {@code limit}. */
    int wake(Connection connection, List<Problem> problems, int limit) throws SQLException {
        try (var update = connection.prepareStatement(WAKE)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "text", problems.stream().map(Problem::word).toArray()));
            update.setInt(2, limit);
            return update.executeUpdate();
        }
    }

    private static void orDoubtful(Connection connection, Claim claim, PreparedStatement update) throws SQLException {
        if (update.executeUpdate() == 0) {
            doubtful(connection, claim);
        }
    }

    private static void doubtful(Connection connection, Claim claim) throws SQLException {
        try (var doubtful = connection.prepareStatement(DOUBTFUL)) {
            doubtful.setObject(1, claim.appointment());
            doubtful.executeUpdate();
        }
    }

    private static Claim read(ResultSet row) throws SQLException {
        return new Claim(
                row.getObject("appointment_id", UUID.class),
                row.getObject("org_id", UUID.class),
                row.getLong("claim"),
                row.getLong("wanted"),
                row.getInt("attempts"),
                row.getInt("pauses"),
                row.getLong("version"),
                row.getString("lies_in"),
                row.getString("event_id") != null,
                wanted(row));
    }

    private static Claim.@Nullable Wanted wanted(ResultSet row) throws SQLException {
        var calendar = row.getString("target");
        return calendar == null
                ? null
                : new Claim.Wanted(
                        calendar,
                        Times.instant(row, "start_time"),
                        Times.instant(row, "end_time"),
                        row.getString("zone"),
                        row.getString("language"));
    }
}
