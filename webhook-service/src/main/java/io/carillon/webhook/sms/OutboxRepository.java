package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import io.carillon.webhook.sms.StatusPolicy.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code sms_outbox} as those who work it off use it: claimed, then moved on. */
@ApplicationScoped
class OutboxRepository {

    /**
     * What is due, the longest waiting first. A row that was being sent when its lease ended was left by somebody who died
     * at it: whether Twilio has it must be looked up.
     */
    private static final String CLAIM = """
            with due as (
                select id, state as was from sms_outbox
                where due_at <= ? order by due_at limit ? for update skip locked)
            update sms_outbox o
            set state = case due.was when 'queued' then 'sending' else 'unknown' end,
                why = case due.was when 'sending' then 'crashed' else o.why end,
                attempted_at = case due.was when 'queued' then ? else o.attempted_at end,
                claim = o.claim + 1, due_at = ?, updated_at = now()
            from due where due.id = o.id
            returning o.id, o.org_id, o.claim, o.appointment_id, o.patient_id, o.kind, o.channel, o.start_time,
                      o.expires_at, o.attempts, o.resends, due.was <> 'queued' as look_up, o.attempted_at, o.sid,
                      o.sent_from, o.recipient, o.retry_asked, o.due_at
            """;

    /**
     * Forward only. That Twilio has the message, or that it arrived, is true whoever found out; anything else may be said
     * only by the holder of the latest claim, of a row that nobody has moved on since.
     */
    private static final String CHANGE = """
            update sms_outbox o set
                state = c.state, why = c.why, error_code = nullif(c.code, 0), due_at = c.due,
                sid = coalesce(c.sid, o.sid),
                sids = case when c.sid is null or c.sid = any(o.sids) then o.sids else o.sids || c.sid end,
                attempts = case c.state when 'sent' then 0 else o.attempts + c.attempts end,
                resends = o.resends + c.resends, retry_asked = o.retry_asked and c.state = 'unknown', updated_at = now()
            from unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::int[],
                        ?::int[])
                 as c (id, claim, state, why, code, due, sid, attempts, resends)
            where o.id = c.id and (c.claim is null or o.claim = c.claim)
              and case c.state
                  when 'delivered' then o.state <> 'delivered'
                  when 'sent' then o.state in ('sending', 'unknown')
                                   or o.state = 'queued' and not c.sid = any(o.sids)
                  else c.claim is null or o.state in ('sending', 'unknown') end
            """;

    /** Before Twilio has it: its callbacks can come before its answer, and whoever is told of a STOP must know whose it is. */
    private static final String ADDRESS = """
            update sms_outbox set channel = ?, sent_from = ?, recipient = ?, recipient_last4 = ?, updated_at = now()
            where id = ? and claim = ? and state = 'sending'
            """;

    private static final String SUPERSEDED = """
            select exists (select from sms_outbox newer
                           where newer.appointment_id = o.appointment_id and newer.created_at > o.created_at
                             and newer.state <> 'suppressed')
            from sms_outbox o where o.id = ?
            """;

    private static final String STANDING = """
            select id, org_id, state, sid, sids, resends, expires_at, sent_from, recipient
            from sms_outbox where id = any(?) order by id for update
            """;

    /** Whether a later message tells of the same appointment: what this one would say is old. */
    boolean superseded(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(SUPERSEDED)) {
            select.setObject(1, id);
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** @return whether the message is still the claim's to send */
    boolean address(Connection connection, Claim claim, Address address) throws SQLException {
        try (var update = connection.prepareStatement(ADDRESS)) {
            update.setString(1, address.channel().word());
            update.setString(2, address.from());
            update.setBytes(3, address.recipient());
            update.setString(4, address.last4());
            update.setObject(5, claim.id());
            update.setLong(6, claim.number());
            return update.executeUpdate() == 1;
        }
    }

    /** At most {@code limit} that are due. */
    List<Claim> claim(Connection connection, int limit, Instant now, Instant leasedUntil) throws SQLException {
        try (var update = connection.prepareStatement(CLAIM)) {
            update.setObject(1, Times.utc(now));
            update.setInt(2, limit);
            update.setObject(3, Times.utc(now));
            update.setObject(4, Times.utc(leasedUntil));
            var claims = new ArrayList<Claim>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    claims.add(claim(rows));
                }
            }
            return claims;
        }
    }

    /** @param changes at most one of a row */
    void change(Connection connection, List<Change> changes) throws SQLException {
        try (var update = connection.prepareStatement(CHANGE)) {
            int column = 0;
            for (var array : List.of(
                    array(changes, "uuid", Change::id),
                    array(changes, "bigint", Change::claim),
                    array(changes, "text", change -> change.state().word()),
                    array(changes, "text", change -> word(change.why())),
                    array(changes, "int", Change::code),
                    array(changes, "timestamptz", change -> text(change.due())),
                    array(changes, "text", Change::sid),
                    array(changes, "int", Change::attempts),
                    array(changes, "int", Change::resends))) {
                update.setArray(++column, connection.createArrayOf(array.type(), array.values()));
            }
            update.executeUpdate();
        }
    }

    /** The rows of {@code ids} that there are, locked in order, so that two batches never wait for each other. */
    List<Standing> lock(Connection connection, Collection<UUID> ids) throws SQLException {
        try (var select = connection.prepareStatement(STANDING)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            var standing = new ArrayList<Standing>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    standing.add(standing(rows));
                }
            }
            return standing;
        }
    }

    private record Values(String type, @Nullable Object[] values) {}

    private static Values array(List<Change> changes, String type, Function<Change, @Nullable Object> value) {
        return new Values(type, changes.stream().map(value).toArray());
    }

    private static @Nullable String word(@Nullable Why why) {
        return why == null ? null : why.word();
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Claim claim(ResultSet row) throws SQLException {
        return new Claim(
                row.getObject("id", UUID.class),
                row.getObject("org_id", UUID.class),
                row.getLong("claim"),
                row.getString("appointment_id"),
                row.getString("patient_id"),
                MessageKind.ofWord(row.getString("kind")),
                Channel.ofWord(row.getString("channel")),
                Times.instant(row, "start_time"),
                Times.instant(row, "expires_at"),
                row.getInt("attempts"),
                row.getInt("resends"),
                row.getBoolean("look_up"),
                Times.instantOrNull(row, "attempted_at"),
                row.getString("sid"),
                row.getString("sent_from"),
                row.getBytes("recipient"),
                row.getBoolean("retry_asked"),
                Times.instant(row, "due_at"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getObject("id", UUID.class),
                row.getObject("org_id", UUID.class),
                State.ofWord(row.getString("state")),
                row.getString("sid"),
                Set.copyOf(Arrays.asList((String[]) row.getArray("sids").getArray())),
                row.getInt("resends"),
                Times.instant(row, "expires_at"),
                row.getString("sent_from"),
                row.getBytes("recipient"));
    }
}
