package io.carillon.booking.schedule;

import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code appointment_types}: what clinics offer. */
@ApplicationScoped
public class AppointmentTypes {

    private static final String SELECT = """
            select org_id, code, name, duration_minutes, buffer_before_minutes, buffer_after_minutes
            from appointment_types
            where org_id = ?
            """;
    private static final String BY_CODE = SELECT + "and code = ?";
    private static final String PAGE = SELECT + "and (?::text is null or code > ?) order by code limit ?";
    private static final String PUT = """
            insert into appointment_types
                (org_id, code, name, duration_minutes, buffer_before_minutes, buffer_after_minutes)
            values (?, ?, ?, ?, ?, ?)
            on conflict (org_id, code) do update
            set name = excluded.name, duration_minutes = excluded.duration_minutes,
                buffer_before_minutes = excluded.buffer_before_minutes,
                buffer_after_minutes = excluded.buffer_after_minutes, updated_at = now()
            """;
    private static final String DELETE = "delete from appointment_types where org_id = ? and code = ?";

    public static ProblemException unknown() {
        return new ProblemException(
                404,
                "UNKNOWN_APPOINTMENT_TYPE",
                "Unknown appointment type",
                "unknown appointment type: see GET /api/clinics/{code}/appointment-types.");
    }

    public Optional<AppointmentType> find(Connection connection, UUID clinic, String code) throws SQLException {
        try (var select = connection.prepareStatement(BY_CODE)) {
            select.setObject(1, clinic);
            select.setString(2, code);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** In order of code. */
    List<AppointmentType> page(Connection connection, UUID clinic, @Nullable String after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, clinic);
            select.setString(2, after);
            select.setString(3, after);
            select.setInt(4, limit);
            return read(select.executeQuery());
        }
    }

    void put(Connection connection, AppointmentType type) throws SQLException {
        try (var insert = connection.prepareStatement(PUT)) {
            insert.setObject(1, type.clinic());
            insert.setString(2, type.code());
            insert.setString(3, type.name());
            insert.setInt(4, (int) type.duration().toMinutes());
            insert.setObject(5, minutes(type.bufferBefore()), Types.SMALLINT);
            insert.setObject(6, minutes(type.bufferAfter()), Types.SMALLINT);
            insert.executeUpdate();
        }
    }

    void delete(Connection connection, UUID clinic, String code) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, clinic);
            delete.setString(2, code);
            delete.executeUpdate();
        }
    }

    private static @Nullable Integer minutes(@Nullable Duration duration) {
        return duration == null ? null : (int) duration.toMinutes();
    }

    private static List<AppointmentType> read(ResultSet rows) throws SQLException {
        var types = new ArrayList<AppointmentType>();
        while (rows.next()) {
            types.add(new AppointmentType(
                    rows.getObject("org_id", UUID.class),
                    rows.getString("code"),
                    rows.getString("name"),
                    Duration.ofMinutes(rows.getInt("duration_minutes")),
                    buffer(rows, "buffer_before_minutes"),
                    buffer(rows, "buffer_after_minutes")));
        }
        return types;
    }

    private static @Nullable Duration buffer(ResultSet row, String column) throws SQLException {
        var minutes = row.getInt(column);
        return row.wasNull() ? null : Duration.ofMinutes(minutes);
    }
}
