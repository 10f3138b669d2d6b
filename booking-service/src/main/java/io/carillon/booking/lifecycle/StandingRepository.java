package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How appointments stand, in the table {@code appointments}; deleted ones are seen here too. */
@ApplicationScoped
class StandingRepository {

    private static final String WHOSE = "select org_id, doctor_id from appointments where id = ?";
    private static final String LOCKED = """
            select a.id, a.org_id, a.patient_id, a.doctor_id, a.status, a.start_time, a.end_time, a.type,
                   a.call_id, a.checked_in_at, a.deleted_at is not null as deleted, c.zone,
                   %s as calendar_sync
            from appointments a
            join clinics c on c.org_id = a.org_id
            where a.id = ?
            for update of a
            """.formatted(CalendarQueue.STATE_OF_A);
    private static final String UPDATE = """
            update appointments
            set doctor_id = ?, status = ?, start_time = ?, end_time = ?, checked_in_at = ?,
                cancelled_at = case when ? = 'CANCELLED' then coalesce(cancelled_at, ?) end,
                cancellation_reason = coalesce(?, cancellation_reason),
                deleted_at = case when ? then coalesce(deleted_at, ?) end,
                deleted_by = case when ? then coalesce(deleted_by, ?) end,
                updated_at = ?
            where id = ?
            """;
    private static final String VERSION = "select schedule_version from doctors where id = ?";

    private final ScheduleRepository schedules;

    StandingRepository(ScheduleRepository schedules) {
        this.schedules = schedules;
    }

    /** Whose an appointment is: which clinic to enter and which doctor to lock before it can be read for good. */
    record Whereabouts(UUID clinic, String doctorId) {}

    Optional<Whereabouts> whose(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(WHOSE)) {
            select.setObject(1, id);
            var row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Whereabouts(row.getObject("org_id", UUID.class), row.getString("doctor_id")))
                    : Optional.empty();
        }
    }

    /** Nobody else changes it until this transaction ends; empty when it is not this clinic's. */
    Optional<Standing> locked(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(LOCKED)) {
            select.setObject(1, id);
            var row = select.executeQuery();
            return row.next() ? Optional.of(standing(row)) : Optional.empty();
        }
    }

    /** Zero for a doctor who is gone. */
    long scheduleVersion(Connection connection, String doctorId) throws SQLException {
        try (var select = connection.prepareStatement(VERSION)) {
            select.setString(1, doctorId);
            var row = select.executeQuery();
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * @param reason of a cancellation; null keeps what is there
     * @param by who asked, for deletions
     */
    void update(Connection connection, Standing next, @Nullable String reason, String by, Instant now)
            throws SQLException {
        var appointment = next.appointment();
        var at = Times.utc(now);
        try (var update = connection.prepareStatement(UPDATE)) {
            update.setString(1, appointment.doctorId());
            update.setString(2, appointment.status());
            update.setObject(3, Times.utc(appointment.slot().start()));
            update.setObject(4, Times.utc(appointment.slot().end()));
            update.setObject(5, next.checkedInAt() == null ? null : Times.utc(next.checkedInAt()));
            update.setString(6, appointment.status());
            update.setObject(7, at);
            update.setString(8, reason);
            update.setBoolean(9, next.deleted());
            update.setObject(10, at);
            update.setBoolean(11, next.deleted());
            update.setString(12, by);
            update.setObject(13, at);
            update.setObject(14, appointment.id());
            update.executeUpdate();
        }
    }

    private Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                new Appointment(
                        row.getObject("id", UUID.class),
                        row.getObject("org_id", UUID.class),
                        row.getString("patient_id"),
                        row.getString("doctor_id"),
                        row.getString("status"),
                        new TimeRange(Times.instant(row, "start_time"), Times.instant(row, "end_time")),
                        schedules.zoneOf(row.getString("zone")).orElse(ZoneOffset.UTC),
                        row.getString("calendar_sync"),
                        row.getString("type"),
                        row.getString("call_id")),
                Times.instantOrNull(row, "checked_in_at"),
                row.getBoolean("deleted"));
    }
}
