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

/** The table {@code clinic_holidays}. */
@ApplicationScoped
class HolidayRepository {

    private static final String SELECT = "select on_date, name from clinic_holidays where org_id = ? ";
    private static final String ON = SELECT + "and on_date = ?";
    private static final String PAGE = SELECT + "and on_date > ? order by on_date limit ?";

    private static final String PUT = """
            insert into clinic_holidays (org_id, on_date, name) values (?, ?, ?)
            on conflict (org_id, on_date) do update set name = excluded.name
            """;
    private static final String DELETE = "delete from clinic_holidays where org_id = ? and on_date = ?";

    /** A date on which a clinic is closed. */
    record Holiday(LocalDate date, String name) {}

    Optional<Holiday> find(Connection connection, UUID clinic, LocalDate date) throws SQLException {
        try (var select = connection.prepareStatement(ON)) {
            select.setObject(1, clinic);
            select.setObject(2, date);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** In order of date, those after {@code after}. */
    List<Holiday> page(Connection connection, UUID clinic, LocalDate after, int limit) throws SQLException {
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, clinic);
            select.setObject(2, after);
            select.setInt(3, limit);
            return read(select.executeQuery());
        }
    }

    void put(Connection connection, UUID clinic, Holiday holiday) throws SQLException {
        try (var insert = connection.prepareStatement(PUT)) {
            insert.setObject(1, clinic);
            insert.setObject(2, holiday.date());
            insert.setString(3, holiday.name());
            insert.executeUpdate();
        }
    }

    void delete(Connection connection, UUID clinic, LocalDate date) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE)) {
            delete.setObject(1, clinic);
            delete.setObject(2, date);
            delete.executeUpdate();
        }
    }

    private static List<Holiday> read(ResultSet rows) throws SQLException {
        var holidays = new ArrayList<Holiday>();
        while (rows.next()) {
            holidays.add(new Holiday(rows.getObject("on_date", LocalDate.class), rows.getString("name")));
        }
        return holidays;
    }
}
