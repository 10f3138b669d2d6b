package io.carillon.booking.slot;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code slot_claims}: who has a doctor's time. Two claims that overlap cannot both be in it; everything else
 * here only makes sure that the loser hears it quickly. A claim's time is the appointment's with the doctor's buffers.
 *
 * <p>Who writes claims first locks the doctors concerned ({@link #lock}), ascending by id, then sweeps, then claims.
 * Locks are taken in one order everywhere, so that two transactions never wait for each other: doctors ascending, then
 * slots, then patients, then idempotency keys.
 */
@ApplicationScoped
public class SlotClaims {

    /** The exclusion constraint's name in the migrations. */
    public static final String NO_OVERLAP = "slot_claims_no_overlap";

    /** Writers of one doctor take turns, so that the constraint never has to wait for an unfinished rival. */
    public static final String LOCK = "pg_advisory_xact_lock(hashtextextended(?, 0))";

    /** As {@link #LOCK}, of a doctor in {@code column}, for one who does not wait: whether it was free, and is had now. */
    public static String lockIfFree(String column) {
        return "pg_try_advisory_xact_lock(hashtextextended(%s, 0))".formatted(column);
    }

    /** Takes away holds in the way that have run out; doctor, from, to, now. */
    public static final String SWEEP = """
            delete from slot_claims
            where doctor_id = ? and during && tstzrange(?, ?, '[)') and state = 'HELD' and expires_at <= ?
            """;

    private static final String TAKE = """
            insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
            values (?, ?, tstzrange(?, ?, '[)'), 'TAKEN', ?)
            """;
    private static final String FREE = "delete from slot_claims where appointment_id = ?";
    private static final String HOLD = """
            insert into slot_claims (org_id, doctor_id, during, state, expires_at, hold_id)
            values (?, ?, tstzrange(?, ?, '[)'), 'HELD', ?, ?)
            on conflict do nothing
            """;
    private static final String CONFIRM = """
            update slot_claims set state = 'TAKEN', expires_at = null, hold_id = null, appointment_id = ?
            where hold_id = ? and state = 'HELD' and expires_at > ?
            """;
    private static final String RELEASE = "delete from slot_claims where hold_id = any(?)";
    /**
     * Claims of one doctor never overlap, so those in the way of a time are the last that starts at or before it, if it
     * lasts long enough, and those that start within it. Comparing ranges would use no index here (V7).
     */
    private static final String IN_THE_WAY = """
            select starts, ends, kind, count(*) over () as of
            from (
                select distinct c.id, c.starts, c.ends,
                       case when c.block_id is not null then 'BLOCK' when c.state = 'HELD' then 'HOLD'
                            else 'APPOINTMENT' end as kind
                from unnest(?::timestamptz[], ?::timestamptz[]) as o (starts, ends), lateral (
                    (select id, starts, upper(during) as ends, state, block_id from slot_claims
                     where doctor_id = ? and starts <= o.starts order by starts desc limit 1)
                    union all
                    (select id, starts, upper(during), state, block_id from slot_claims
                     where doctor_id = ? and starts > o.starts and starts < o.ends)
                ) c
                where c.ends > o.starts
            ) found
            order by starts limit ?
            """;

    private static final String BLOCK = """
            insert into slot_claims (org_id, doctor_id, during, state, block_id, block_date)
            select ?, ?, tstzrange(o.starts, o.ends, '[)'), 'TAKEN', ?, o.date
            from unnest(?::timestamptz[], ?::timestamptz[], ?::date[]) as o (starts, ends, date)
            """;
    private static final String UNBLOCK =
            "delete from slot_claims where block_id = ? and (?::date is null or block_date = ?::date)";

    /** Waits until no other transaction writes claims of these doctors; let go at the end of this one. */
    public void lock(Connection connection, Collection<String> doctorIds) throws SQLException {
        try (var select = connection.prepareStatement("select " + LOCK)) {
            for (var doctorId : new TreeSet<>(doctorIds)) {
                select.setString(1, doctorId);
                select.execute();
            }
        }
    }

    /** Takes away holds in the way that have run out. */
    public void sweep(Connection connection, String doctorId, TimeRange during, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement(SWEEP)) {
            delete.setString(1, doctorId);
            delete.setObject(2, Times.utc(during.start()));
            delete.setObject(3, Times.utc(during.end()));
            delete.setObject(4, Times.utc(now));
            delete.executeUpdate();
        }
    }

    /**
     * Claims time for an appointment that is in its table.
     *
     * @throws SQLException by the constraint {@link #NO_OVERLAP} when somebody else has some of the time
     */
    public void take(Connection connection, UUID clinic, String doctorId, TimeRange during, UUID appointment)
            throws SQLException {
        try (var insert = connection.prepareStatement(TAKE)) {
            insert.setObject(1, clinic);
            insert.setString(2, doctorId);
            insert.setObject(3, Times.utc(during.start()));
            insert.setObject(4, Times.utc(during.end()));
            insert.setObject(5, appointment);
            insert.executeUpdate();
        }
    }

    /** Gives back the time of an appointment that does not take place; nothing happens where it has none. */
    public void free(Connection connection, UUID appointment) throws SQLException {
        try (var delete = connection.prepareStatement(FREE)) {
            delete.setObject(1, appointment);
            delete.executeUpdate();
        }
    }

    /**
     * Claims time for a caller who still chooses.
     *
     * @param hold a row of {@code holds} by the end of this transaction, where this succeeds
     * @return whether nobody else has any of the time
     */
    public boolean hold(
            Connection connection, UUID clinic, String doctorId, TimeRange during, UUID hold, Instant expiresAt)
            throws SQLException {
        try (var insert = connection.prepareStatement(HOLD)) {
            insert.setObject(1, clinic);
            insert.setString(2, doctorId);
            insert.setObject(3, during.start().atOffset(ZoneOffset.UTC));
            insert.setObject(4, during.end().atOffset(ZoneOffset.UTC));
            insert.setObject(5, expiresAt.atOffset(ZoneOffset.UTC));
            insert.setObject(6, hold);
            return insert.executeUpdate() == 1;
        }
    }

    /** @return whether the time that was held is now the appointment's; false when the hold had run out or was let go */
    public boolean confirm(Connection connection, UUID hold, UUID appointment, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(CONFIRM)) {
            update.setObject(1, appointment);
            update.setObject(2, hold);
            update.setObject(3, now.atOffset(ZoneOffset.UTC));
            return update.executeUpdate() == 1;
        }
    }

    /** Gives back what these holds have; nothing happens where that was done before. */
    public void release(Connection connection, Collection<UUID> holds) throws SQLException {
        try (var delete = connection.prepareStatement(RELEASE)) {
            delete.setArray(1, connection.createArrayOf("uuid", holds.toArray()));
            delete.executeUpdate();
        }
    }

    /**
     * What is claimed of the times that somebody wants, whatever for.
     *
     * @param first at most so many, in order
     * @param all how many there are
     */
    public record InTheWay(List<Claim> first, long all) {}

    /** @param kind {@code APPOINTMENT}, {@code HOLD} or {@code BLOCK} */
    public record Claim(TimeRange during, String kind) {}

    /** What of the doctor's time within {@code wanted} is claimed; at most {@code most} are named. */
    public InTheWay inTheWay(Connection connection, String doctorId, List<TimeRange> wanted, int most)
            throws SQLException {
        try (var select = connection.prepareStatement(IN_THE_WAY)) {
            select.setArray(1, times(connection, wanted, TimeRange::start));
            select.setArray(2, times(connection, wanted, TimeRange::end));
            select.setString(3, doctorId);
            select.setString(4, doctorId);
            select.setInt(5, most);
            var first = new ArrayList<Claim>();
            var all = 0L;
            var rows = select.executeQuery();
            while (rows.next()) {
                all = rows.getLong("of");
                first.add(new Claim(
                        new TimeRange(
                                rows.getObject("starts", OffsetDateTime.class).toInstant(),
                                rows.getObject("ends", OffsetDateTime.class).toInstant()),
                        rows.getString("kind")));
            }
            return new InTheWay(first, all);
        }
    }

    /**
     * Claims every occurrence of a block that is in its table.
     *
     * @param dates by which each occurrence is found again, one for each of {@code occurrences}
     * @throws SQLException by the constraint {@link #NO_OVERLAP} when somebody else has some of the time
     */
    public void block(
            Connection connection,
            UUID clinic,
            String doctorId,
            UUID block,
            List<TimeRange> occurrences,
            List<LocalDate> dates)
            throws SQLException {
        try (var insert = connection.prepareStatement(BLOCK)) {
            insert.setObject(1, clinic);
            insert.setString(2, doctorId);
            insert.setObject(3, block);
            insert.setArray(4, times(connection, occurrences, TimeRange::start));
            insert.setArray(5, times(connection, occurrences, TimeRange::end));
            insert.setArray(
                    6,
                    connection.createArrayOf(
                            "date", dates.stream().map(LocalDate::toString).toArray()));
            insert.executeUpdate();
        }
    }

    /**
     * Gives back what a block has.
     *
     * @param date of the only occurrence to give back; null for all
     * @return how many occurrences that was
     */
    public int unblock(Connection connection, UUID block, @Nullable LocalDate date) throws SQLException {
        try (var delete = connection.prepareStatement(UNBLOCK)) {
            delete.setObject(1, block);
            delete.setObject(2, date);
            delete.setObject(3, date);
            return delete.executeUpdate();
        }
    }

    private static Array times(Connection connection, List<TimeRange> ranges, Function<TimeRange, Instant> end)
            throws SQLException {
        return connection.createArrayOf(
                "timestamptz",
                ranges.stream().map(range -> end.apply(range).toString()).toArray());
    }
}
