package io.carillon.booking.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code schedule_exceptions} and {@code schedule_exception_hours}. */
@ApplicationScoped
class ExceptionRepository {

    private static final String SELECT = """
            select e.on_date, e.reason,
                   array(select concat_ws(' ', h.on_date, h.from_time, h.to_time) from schedule_exception_hours h
                         where h.doctor_id = e.doctor_id and h.on_date = e.on_date order by h.from_time) as hours
            from schedule_exceptions e
            where e.doctor_id = ?
            """;
    private static final String ON = SELECT + "and e.on_date = ?";
    private static final String PAGE = SELECT + "and e.on_date > ? order by e.on_date limit ?";
    private static final String DELETE = "delete from schedule_exceptions where doctor_id = ? and on_date = ?";
    private static final String INSERT =
            "insert into schedule_exceptions (org_id, doctor_id, on_date, reason) values (?, ?, ?, ?)";
    private static final String INSERT_HOURS = """
            insert into schedule_exception_hours (org_id, doctor_id, on_date, from_time, to_time)
            values (?, ?, ?, ?::time, ?::time)
            """;

    Optional<DateException> find(Connection connection, String doctorId, LocalDate date) throws SQLException {
        try (var select = connection.prepareStatement(ON)) {
            select.setString(1, doctorId);
            select.setObject(2, date);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** In order of date, those after {@code after}. */
    List<DateException> page(Connection connection, String doctorId, LocalDate after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setString(1, doctorId);
            select.setObject(2, after);
            select.setInt(3, limit);
            return read(select.executeQuery());
        }
    }

    /** Puts {@code exception} in the place of what was said of its date. */
    void put(Connection connection, UUID clinic, String doctorId, DateException exception) throws SQLException {
        delete(connection, doctorId, exception.date());
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, clinic);
            insert.setString(2, doctorId);
            insert.setObject(3, exception.date());
            insert.setString(4, exception.reason());
            insert.executeUpdate();
        }
        try (var insert = connection.prepareStatement(INSERT_HOURS)) {
            for (var shift : exception.shifts()) {
                insert.setObject(1, clinic);
                insert.setString(2, doctorId);
                insert.setObject(3, exception.date());
                insert.setString(4, shift.from().toString());
                insert.setString(5, shift.endText());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void delete(Connection connection, String doctorId, LocalDate date) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, doctorId);
            delete.setObject(2, date);
            delete.executeUpdate();
        }
    }

    private static List<DateException> read(ResultSet rows) throws SQLException {
        var exceptions = new ArrayList<DateException>();
        while (rows.next()) {
            var date = rows.getObject("on_date", LocalDate.class);
            var hours =
                    HoursText.dates(List.of((String[]) rows.getArray("hours").getArray()));
            exceptions.add(new DateException(date, hours.getOrDefault(date, List.of()), rows.getString("reason")));
        }
        return exceptions;
    }
}
