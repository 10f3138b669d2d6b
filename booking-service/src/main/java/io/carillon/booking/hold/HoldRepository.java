package io.carillon.booking.hold;

import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code holds}: what became of each, also when its claim is gone. */
@ApplicationScoped
class HoldRepository {

    private static final String COLUMNS = """
            h.id, h.org_id, h.doctor_id, h.start_time, h.end_time, h.status, h.call_id, h.held_by, h.held_at,
            h.expires_at, h.appointment_id, (select zone from clinics c where c.org_id = h.org_id) as zone
            """;
    private static final String FIND = "select " + COLUMNS + " from holds h where h.id = ?";
    private static final String INSERT = """
            insert into holds (id, org_id, doctor_id, start_time, end_time, status, call_id, held_by, held_at, expires_at)
            values (?, ?, ?, ?, ?, 'HELD', ?, ?, ?, ?)
            """;
    private static final String UNCHANGED = "select 1 from doctors where id = ? and schedule_version = ?";

    /** Two requests of one holder count one after the other; taken after the doctors' locks by all who take both. */
    private static final String LOCK_HOLDER = "select pg_advisory_xact_lock(hashtextextended(?, 1))";

    private static final String LIVE_OF_CALL =
            "select count(*) from holds where call_id = ? and status = 'HELD' and expires_at > ?";
    private static final String LIVE_OF_CALLER = """
            select count(*) from holds
            where held_by = ? and call_id is null and status = 'HELD' and expires_at > ?
            """;
    private static final String CONFIRM =
            "update holds set status = 'CONFIRMED', ended_at = ?, appointment_id = ? where id = ? and status = 'HELD'";
    private static final String RELEASE =
            "update holds set status = 'RELEASED', ended_at = ? where id = ? and status = 'HELD'";
    private static final String DOCTORS_OF_CALL =
            "select distinct doctor_id from holds where call_id = ? and status = 'HELD'";
    private static final String RELEASE_CALL =
            "update holds h set status = 'RELEASED', ended_at = ? where call_id = ? and status = 'HELD' returning "
                    + COLUMNS;

    /** By the claims, which have the buffers; a call has few holds. */
    private static final String RELEASE_OF_CALL = """
            update holds h set status = 'RELEASED', ended_at = ?
            from slot_claims s
            where h.call_id = ? and h.doctor_id = ? and h.status = 'HELD' and h.expires_at > ?
              and s.hold_id = h.id and s.starts < ? and upper(s.during) > ?
            returning
            """ + COLUMNS;

    private static final String DOCTORS_TO_EXPIRE = """
            select distinct doctor_id
            from (select doctor_id from holds where status = 'HELD' and expires_at <= ? order by expires_at limit ?) h
            """;
    private static final String EXPIRE = """
            update holds h set status = 'EXPIRED', ended_at = ?
            where id in (select id from holds where doctor_id = ? and status = 'HELD' and expires_at <= ?
                         order by expires_at limit ? for update skip locked)
            returning
            """ + COLUMNS;
    private static final String FORGET = """
            delete from holds
            where id in (select id from holds where status <> 'HELD' and ended_at < ? limit ? for update skip locked)
            """;

    private final ScheduleRepository schedules;

    HoldRepository(ScheduleRepository schedules) {
        this.schedules = schedules;
    }

    Optional<Hold> find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setObject(1, id);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    void insert(Connection connection, Hold hold) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, hold.id());
            insert.setObject(2, hold.clinic());
            insert.setString(3, hold.doctorId());
            insert.setObject(4, Times.utc(hold.slot().start()));
            insert.setObject(5, Times.utc(hold.slot().end()));
            insert.setString(6, hold.callId());
            insert.setString(7, hold.heldBy());
            insert.setObject(8, Times.utc(hold.heldAt()));
            insert.setObject(9, Times.utc(hold.expiresAt()));
            insert.executeUpdate();
        }
    }

    /** Whether the doctor's hours are still as {@code doctor} has them. */
    boolean unchanged(Connection connection, DoctorSchedule doctor) throws SQLException {
        try (var select = connection.prepareStatement(UNCHANGED)) {
            select.setString(1, doctor.doctorId());
            select.setLong(2, doctor.version());
            return select.executeQuery().next();
        }
    }

    /** How many slots a call has on hold, or a caller without one; nobody else of them counts before this ends. */
    long live(Connection connection, @Nullable String callId, String caller, Instant now) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK_HOLDER);
                var select = connection.prepareStatement(callId == null ? LIVE_OF_CALLER : LIVE_OF_CALL)) {
            lock.setString(1, callId == null ? "caller " + caller : "call " + callId);
            lock.execute();
            select.setString(1, callId == null ? caller : callId);
            select.setObject(2, Times.utc(now));
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    void confirm(Connection connection, UUID id, UUID appointment, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(CONFIRM)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, appointment);
            update.setObject(3, id);
            update.executeUpdate();
        }
    }

    /** @return whether it was on hold */
    boolean release(Connection connection, UUID id, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(RELEASE)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, id);
            return update.executeUpdate() == 1;
        }
    }

    List<String> doctorsOfCall(Connection connection, String callId) throws SQLException {
        try (var select = connection.prepareStatement(DOCTORS_OF_CALL)) {
            select.setString(1, callId);
            return texts(select);
        }
    }

    /** @return those that were on hold until now */
    List<Hold> releaseCall(Connection connection, String callId, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(RELEASE_CALL)) {
            update.setObject(1, Times.utc(now));
            update.setString(2, callId);
            return read(update.executeQuery());
        }
    }

    /** @return those that held some of the doctor's time within {@code during} until now */
    List<Hold> releaseOfCall(Connection connection, String callId, String doctorId, TimeRange during, Instant now)
            throws SQLException {
        try (var update = connection.prepareStatement(RELEASE_OF_CALL)) {
            update.setObject(1, Times.utc(now));
            update.setString(2, callId);
            update.setString(3, doctorId);
            update.setObject(4, Times.utc(now));
            update.setObject(5, Times.utc(during.end()));
            update.setObject(6, Times.utc(during.start()));
            return read(update.executeQuery());
        }
    }

    /** The doctors of those holds, at most {@code limit}, that ran out first. */
    List<String> doctorsToExpire(Connection connection, Instant now, int limit) throws SQLException {
        try (var select = connection.prepareStatement(DOCTORS_TO_EXPIRE)) {
            select.setObject(1, Times.utc(now));
            select.setInt(2, limit);
            return texts(select);
        }
    }

    /** @return those of the doctor that had run out, at most {@code limit} */
    List<Hold> expire(Connection connection, String doctorId, Instant now, int limit) throws SQLException {
        try (var update = connection.prepareStatement(EXPIRE)) {
            update.setObject(1, Times.utc(now));
            update.setString(2, doctorId);
            update.setObject(3, Times.utc(now));
            update.setInt(4, limit);
            return read(update.executeQuery());
        }
    }

    void forget(Connection connection, Instant endedBefore, int limit) throws SQLException {
        try (var delete = connection.prepareStatement(FORGET)) {
            delete.setObject(1, Times.utc(endedBefore));
            delete.setInt(2, limit);
            delete.executeUpdate();
        }
    }

    private static List<String> texts(PreparedStatement select) throws SQLException {
        var texts = new ArrayList<String>();
        var rows = select.executeQuery();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    private List<Hold> read(ResultSet rows) throws SQLException {
        var holds = new ArrayList<Hold>();
        while (rows.next()) {
            holds.add(new Hold(
                    rows.getObject("id", UUID.class),
                    rows.getObject("org_id", UUID.class),
                    rows.getString("doctor_id"),
                    new TimeRange(instant(rows, "start_time"), instant(rows, "end_time")),
                    schedules.zoneOf(rows.getString("zone")).orElse(ZoneOffset.UTC),
                    Hold.Status.valueOf(rows.getString("status")),
                    rows.getString("call_id"),
                    rows.getString("held_by"),
                    instant(rows, "held_at"),
                    instant(rows, "expires_at"),
                    rows.getObject("appointment_id", UUID.class)));
        }
        return holds;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
