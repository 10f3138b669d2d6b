package io.carillon.booking.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code doctors} and {@code working_hours}, as they are entered. */
@ApplicationScoped
class DoctorRepository {

    /** The primary key's name. */
    static final String TAKEN = "doctors_pkey";

    private static final String SELECT = """
            select d.id, d.org_id, c.code, coalesce(c.zone, ?) as zone, d.name, d.specialty,
                   d.buffer_before_minutes, d.buffer_after_minutes, d.active,
                   array(select concat_ws(' ', weekday, from_time, to_time)
                         from working_hours h where h.doctor_id = d.id order by weekday, from_time) as hours
            from doctors d
            join clinics c on c.org_id = d.org_id
            """;
    private static final String BY_ID = SELECT + "where d.id = ?";
    private static final String PAGE = SELECT + """
            where (?::uuid is null or d.org_id = ?::uuid)
              and (?::text is null or lower(d.specialty) = lower(?))
              and (?::boolean is null or d.active = ?::boolean)
              and (?::text is null or d.id > ?)
            order by d.id
            limit ?
            """;
    /** Not for key: bookings may go on, only who changes the same doctor waits. */
    private static final String LOCK_ALL = "select 1 from doctors where org_id = ? order by id for no key update";

    private static final String LOCK = "select 1 from doctors where id = ? for no key update";

    private static final String INSERT = """
            insert into doctors (org_id, id, name, specialty, buffer_before_minutes, buffer_after_minutes, active)
            values (?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            update doctors set name = ?, specialty = ?, buffer_before_minutes = ?, buffer_after_minutes = ?, active = ?,
                               updated_at = now()
            where id = ?
            """;
    private static final String DELETE_HOURS = "delete from working_hours where doctor_id = ?";
    private static final String INSERT_HOURS = """
            insert into working_hours (org_id, doctor_id, weekday, from_time, to_time) values (?, ?, ?, ?::time, ?::time)
            """;

    private final String defaultZone;

    DoctorRepository(ScheduleSettings settings) {
        this.defaultZone = settings.defaultZone().getId();
    }

    /**
     * Which doctors; null is any.
     *
     * @param after the id of the last one that is not wanted any more
     */
    record Filter(
            @Nullable UUID clinic,
            @Nullable String specialty,
            @Nullable Boolean active,
            @Nullable String after) {}

    /** In order of id. */
    List<Doctor> page(Connection connection, Filter filter, int limit) throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setString(1, defaultZone);
            select.setObject(2, filter.clinic());
            select.setObject(3, filter.clinic());
            select.setString(4, filter.specialty());
            select.setString(5, filter.specialty());
            select.setObject(6, filter.active(), Types.BOOLEAN);
            select.setObject(7, filter.active(), Types.BOOLEAN);
            select.setString(8, filter.after());
            select.setString(9, filter.after());
            select.setInt(10, limit);
            return read(select.executeQuery());
        }
    }

    Optional<Doctor> find(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement(BY_ID)) {
            select.setString(1, defaultZone);
            select.setString(2, id);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** Nobody else changes the doctor, or the doctor's hours, before this transaction ends. */
    void lock(Connection connection, String id) throws SQLException {
        try (var select = connection.prepareStatement(LOCK)) {
            select.setString(1, id);
            select.execute();
        }
    }

    /**
     * Keeps others from changing schedules of the clinic's doctors until this transaction ends: in one order, so that two
     * who change what holds for all of them do not wait for each other; see the triggers of V6 and V12.
     */
    void lockAll(Connection connection, UUID clinic) throws SQLException {
        try (var select = connection.prepareStatement(LOCK_ALL)) {
            select.setObject(1, clinic);
            select.execute();
        }
    }

    Optional<Doctor> findForChange(Connection connection, String id) throws SQLException {
        lock(connection, id);
        return find(connection, id);
    }

    /** @throws SQLException by the constraint {@link #TAKEN} when a doctor of any clinic has the id */
    void insert(Connection connection, UUID clinic, String id, Doctor.Details details) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, clinic);
            insert.setString(2, id);
            bind(insert, 3, details);
            insert.executeUpdate();
        }
    }

    void update(Connection connection, String id, Doctor.Details details) throws SQLException {
        try (var update = connection.prepareStatement(UPDATE)) {
            bind(update, 1, details);
            update.setString(6, id);
            update.executeUpdate();
        }
    }

    /** Puts {@code hours} in the place of those that the doctor has. */
    void replaceHours(Connection connection, UUID clinic, String id, List<WorkingHours> hours) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE_HOURS)) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
        try (var insert = connection.prepareStatement(INSERT_HOURS)) {
            for (var h : hours) {
                insert.setObject(1, clinic);
                insert.setString(2, id);
                insert.setInt(3, h.day().getValue());
                insert.setString(4, h.from().toString());
                insert.setString(5, h.shift().endText());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement statement, int first, Doctor.Details details) throws SQLException {
        statement.setString(first, details.name());
        statement.setString(first + 1, details.specialty());
        statement.setInt(first + 2, (int) details.buffers().before().toMinutes());
        statement.setInt(first + 3, (int) details.buffers().after().toMinutes());
        statement.setBoolean(first + 4, details.active());
    }

    private static List<Doctor> read(ResultSet rows) throws SQLException {
        var doctors = new ArrayList<Doctor>();
        while (rows.next()) {
            doctors.add(new Doctor(
                    rows.getString("id"),
                    rows.getObject("org_id", UUID.class),
                    rows.getString("code"),
                    rows.getString("zone"),
                    new Doctor.Details(
                            rows.getString("name"),
                            rows.getString("specialty"),
                            Buffers.ofMinutes(
                                    rows.getInt("buffer_before_minutes"), rows.getInt("buffer_after_minutes")),
                            rows.getBoolean("active")),
                    HoursText.week(List.of((String[]) rows.getArray("hours").getArray()))));
        }
        return doctors;
    }
}
