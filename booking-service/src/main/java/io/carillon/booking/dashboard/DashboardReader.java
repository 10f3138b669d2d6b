package io.carillon.booking.dashboard;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.dashboard.Dashboard.BookingTime;
import io.carillon.booking.dashboard.Dashboard.Bookings;
import io.carillon.booking.dashboard.Dashboard.Day;
import io.carillon.booking.dashboard.DashboardCache.Days;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** Puts a dashboard together from aggregates: three statements, whatever number of appointments and days. */
@ApplicationScoped
class DashboardReader {

    private static final String BOOKED = "BOOKED";

    private static final String APPOINTMENTS = """
            select day, status, count from appointment_totals
            where org_id = ? and day between ? and ? order by day, status
            """;
    private static final String BOOKINGS = """
            select outcome, sum(count) as count from booking_totals
            where org_id = ? and day between ? and ? group by outcome order by outcome
            """;
    private static final String DURATIONS = """
            select bucket, sum(count) as count, sum(seconds) as seconds from booking_durations
            where org_id = ? and day between ? and ? group by bucket order by bucket
            """;

    private final Transactions transactions;
    private final DashboardCache cache;
    private final Clock clock;

    DashboardReader(Transactions transactions, DashboardCache cache, Clock clock) {
        this.transactions = transactions;
        this.cache = cache;
        this.clock = clock;
    }

    Dashboard read(Clinic clinic, Days days) {
        return cache.get(
                clinic.orgId(),
                days,
                () -> transactions.inClinic(clinic.orgId(), connection -> read(connection, clinic, days)));
    }

    private Dashboard read(Connection connection, Clinic clinic, Days days) throws SQLException {
        var byDay = byDay(connection, clinic, days);
        var totals = new TreeMap<String, Long>();
        byDay.forEach(day -> day.totals().forEach((status, count) -> totals.merge(status, count, Long::sum)));
        return new Dashboard(
                clinic.orgId(),
                clinic.code(),
                clinic.zone(),
                days.from(),
                days.to(),
                clock.instant(),
                totals,
                byDay,
                bookings(connection, clinic, days),
                BookingTime.of(durations(connection, clinic, days)));
    }

    private static List<Day> byDay(Connection connection, Clinic clinic, Days days) throws SQLException {
        var byDay = new ArrayList<Day>();
        try (var select = prepared(connection, APPOINTMENTS, clinic, days);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                var day = rows.getObject("day", LocalDate.class);
                if (byDay.isEmpty() || !byDay.getLast().day().equals(day)) {
                    byDay.add(new Day(day, new LinkedHashMap<>()));
                }
                byDay.getLast().totals().put(rows.getString("status"), rows.getLong("count"));
            }
        }
        return byDay;
    }

    private static Bookings bookings(Connection connection, Clinic clinic, Days days) throws SQLException {
        var booked = 0L;
        var failed = new LinkedHashMap<String, Long>();
        try (var select = prepared(connection, BOOKINGS, clinic, days);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                if (rows.getString("outcome").equals(BOOKED)) {
                    booked = rows.getLong("count");
                } else {
                    failed.put(rows.getString("outcome"), rows.getLong("count"));
                }
            }
        }
        return Bookings.of(booked, failed);
    }

    private static Durations durations(Connection connection, Clinic clinic, Days days) throws SQLException {
        var buckets = new TreeMap<Integer, Long>();
        var seconds = 0.0;
        try (var select = prepared(connection, DURATIONS, clinic, days);
                var rows = select.executeQuery()) {
            while (rows.next()) {
                buckets.put(rows.getInt("bucket"), rows.getLong("count"));
                seconds += rows.getDouble("seconds");
            }
        }
        return new Durations(buckets, seconds);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Clinic clinic, Days days)
            throws SQLException {
        var select = connection.prepareStatement(sql);
        select.setObject(1, clinic.orgId());
        select.setObject(2, days.from());
        select.setObject(3, days.to());
        return select;
    }
}
