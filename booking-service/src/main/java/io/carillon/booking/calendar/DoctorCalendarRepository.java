package io.carillon.booking.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code doctor_calendars}, and whose a doctor or an appointment is. */
@ApplicationScoped
class DoctorCalendarRepository {

    private static final String FIND = "select calendar_id from doctor_calendars where doctor_id = ?";
    private static final String PUT = """
            insert into doctor_calendars (doctor_id, org_id, calendar_id) values (?, ?, ?)
            on conflict (doctor_id) do update set calendar_id = excluded.calendar_id, updated_at = now()
            """;
    private static final String REMOVE = "delete from doctor_calendars where doctor_id = ?";
    private static final String DOCTORS = """
            select doctor_id from doctor_calendars
            where (?::uuid is null or org_id = ?::uuid) and doctor_id > ? order by doctor_id limit ?
            """;

    Optional<String> find(Connection connection, String doctorId) throws SQLException {
        try (var select = connection.prepareStatement(FIND)) {
            select.setString(1, doctorId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    void put(Connection connection, UUID clinic, String doctorId, String calendarId) throws SQLException {
        try (var upsert = connection.prepareStatement(PUT)) {
            upsert.setString(1, doctorId);
            upsert.setObject(2, clinic);
            upsert.setString(3, calendarId);
            upsert.executeUpdate();
        }
    }

    void remove(Connection connection, String doctorId) throws SQLException {
        try (var delete = connection.prepareStatement(REMOVE)) {
            delete.setString(1, doctorId);
            delete.executeUpdate();
        }
    }

    /** Doctors who have a calendar, in order of their ids from the one {@code after}, at most {@code limit}. */
    List<String> doctors(Connection connection, @Nullable UUID clinic, String after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(DOCTORS)) {
            select.setObject(1, clinic);
            select.setObject(2, clinic);
            select.setString(3, after);
            select.setInt(4, limit);
            var doctors = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    doctors.add(rows.getString(1));
                }
            }
            return doctors;
        }
    }
}
