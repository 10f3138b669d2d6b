package io.carillon.booking.dashboard;

import io.carillon.booking.schedule.ScheduleSettings;
import io.carillon.kit.database.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The tables of totals, as the jobs' role writes them: marked by days in UTC, counted by days of the clinic's zone. */
@ApplicationScoped
class TotalsRepository {

    private static final String MARK = """
            insert into totals_due (org_id, figure, utc, due_at)
            select org_id, ?, ?::date, now() + ?::interval from clinics where org_id = ?
            on conflict do nothing
            """;

    /** Nobody takes a mark before it is due, so one that is due later stands until then. Milliseconds. */
    private static final String STANDS = """
            select floor(extract(epoch from due_at - now()) * 1000)::bigint from totals_due
            where org_id = ? and figure = ? and utc = ?
            """;

    /** Who recounts does so alone: two recounts of a day could otherwise leave the older one's result. */
    static final Turn TURN = new Turn("carillon totals");

    /** A clinic that is in another zone than it was counted in: all of its days are due. */
    private static final String MARK_MOVED = """
            with moved as (
                insert into totals_zone (org_id, zone)
                select c.org_id, coalesce(c.zone, ?) from clinics c
                left join totals_zone t on t.org_id = c.org_id
                where t.zone is distinct from coalesce(c.zone, ?)
                on conflict (org_id) do update set zone = excluded.zone
                returning org_id
            )
            insert into totals_due (org_id, figure, utc, due_at)
            select org_id, 'appointments', day + near, now()
            from moved join appointment_totals using (org_id), unnest(array [-1, 0, 1]) as near
            union
            select org_id, 'bookings', day + near, now()
            from moved join booking_totals using (org_id), unnest(array [-1, 0, 1]) as near
            on conflict do nothing
            """;

    /** A statement of its own: what is counted afterwards has seen all that was marked until now. */
    private static final String TAKE = """
            delete from totals_due where (org_id, figure, utc) in (
                select org_id, figure, utc from totals_due where due_at <= now() order by due_at limit ?)
            returning org_id, figure, utc
            """;

    private static final String LOCAL = """
            select distinct c.org_id, (edge at time zone coalesce(c.zone, ?))::date as day
            from unnest(?::uuid[], ?::date[]) as due (org_id, utc)
            join clinics c using (org_id)
            cross join lateral (values (due.utc::timestamp at time zone 'UTC'),
                ((due.utc + 1)::timestamp at time zone 'UTC' - interval '1 microsecond')) as edges (edge)
            order by 1, 2
            """;

    private static final String DAYS = """
            select d.org_id, d.day, d.day::timestamp at time zone coalesce(c.zone, ?) as first,
                   (d.day + 1)::timestamp at time zone coalesce(c.zone, ?) as next
            from unnest(?::uuid[], ?::date[]) as d (org_id, day) join clinics c using (org_id)
            """;
    private static final String FORGET = """
            delete from %s t using unnest(?::uuid[], ?::date[]) as d (org_id, day)
            where t.org_id = d.org_id and t.day = d.day
            """;
    private static final String COUNT_APPOINTMENTS = "with days as (" + DAYS + """
            )
            insert into appointment_totals (org_id, day, status, count)
            select d.org_id, d.day, counted.status, counted.count from days d cross join lateral (
                select a.status, count(*) from appointments a
                where a.org_id = d.org_id and a.deleted_at is null
                  and a.start_time >= d.first and a.start_time < d.next
                group by a.status) as counted
            """;
    private static final String COUNT_BOOKINGS = "with days as (" + DAYS + """
            )
            insert into booking_totals (org_id, day, outcome, count)
            select d.org_id, d.day, counted.outcome, counted.count from days d cross join lateral (
                select 'BOOKED' as outcome, count(*) from appointments a
                where a.org_id = d.org_id and a.status <> 'FAILED'
                  and a.booking_completed_at >= d.first and a.booking_completed_at < d.next
                having count(*) > 0
                union all
                select b.code, count(*) from booking_attempts b
                where b.org_id = d.org_id and b.created_at >= d.first and b.created_at < d.next
                  and b.code <> 'CALENDAR_FAILED'
                group by b.code) as counted
            """;
    private static final String COUNT_DURATIONS = "with days as (" + DAYS + """
            )
            insert into booking_durations (org_id, day, bucket, count, seconds)
            select d.org_id, d.day, counted.bucket, counted.count, counted.seconds from days d cross join lateral (
                select least(400, ceil(ln(greatest(1, took * 1000)) / ln(1.1)))::smallint as bucket, count(*),
                       sum(took) as seconds
                from (select extract(epoch from a.booking_completed_at - a.booking_started_at)::float8 as took
                      from appointments a
                      where a.org_id = d.org_id and a.status <> 'FAILED'
                        and a.booking_completed_at >= d.first and a.booking_completed_at < d.next) as bookings
                group by bucket) as counted
            """;
    private static final String DIFFERENCES = """
            with zone as (select coalesce(zone, ?) as name from clinics where org_id = ?),
            stored as (
                select day, status, count from appointment_totals where org_id = ? and day between ? and ?
            ),
            counted as (
                select (start_time at time zone zone.name)::date as day, status, count(*) as count
                from appointments, zone
                where org_id = ? and deleted_at is null
                  and start_time >= ?::date::timestamp at time zone zone.name
                  and start_time < (?::date + 1)::timestamp at time zone zone.name
                group by 1, 2
            )
            select day, status, coalesce(stored.count, 0) as stored, coalesce(counted.count, 0) as counted
            from stored full join counted using (day, status)
            where stored.count is distinct from counted.count
              and not exists (select from totals_due due where due.org_id = ? and due.figure = 'appointments'
                              and due.utc between day - 1 and day + 1)
            order by day, status limit ?
            """;

    private final String defaultZone;

    TotalsRepository(ScheduleSettings settings) {
        this.defaultZone = settings.defaultZone().getId();
    }

    /** Which figures a mark is about. */
    enum Figure {
        APPOINTMENTS("appointments"),
        BOOKINGS("bookings");

        private final String word;

        Figure(String word) {
            this.word = word;
        }
    }

    /** A day in UTC at which something happened. */
    record Mark(UUID clinic, Figure figure, LocalDate utc) {}

    /** A day of a clinic, by its own clock. */
    record ClinicDay(UUID clinic, LocalDate day) {}

    /**
     * Marks, or finds marked; either way what was committed until now is counted after now.
     *
     * @return how long, from before this was called, the mark is sure to be there: none when it may be taken any moment
     */
    Duration mark(Connection connection, Mark mark, Duration delay) throws SQLException {
        try (var insert = connection.prepareStatement(MARK)) {
            insert.setString(1, mark.figure().word);
            insert.setObject(2, mark.utc());
            insert.setString(3, delay.toMillis() + " milliseconds");
            insert.setObject(4, mark.clinic());
            if (insert.executeUpdate() > 0) {
                return delay;
            }
        }
        try (var select = connection.prepareStatement(STANDS)) {
            select.setObject(1, mark.clinic());
            select.setString(2, mark.figure().word);
            select.setObject(3, mark.utc());
            var row = select.executeQuery();
            return row.next() ? Duration.ofMillis(Math.max(0, row.getLong(1))) : Duration.ZERO;
        }
    }

    void markMoved(Connection connection) throws SQLException {
        try (var insert = connection.prepareStatement(MARK_MOVED)) {
            insert.setString(1, defaultZone);
            insert.setString(2, defaultZone);
            insert.executeUpdate();
        }
    }

    /** Takes away the marks that are due, the longest waiting first. */
    List<Mark> takeDue(Connection connection, int limit) throws SQLException {
        try (var delete = connection.prepareStatement(TAKE)) {
            delete.setInt(1, limit);
            var marks = new ArrayList<Mark>();
            var rows = delete.executeQuery();
            while (rows.next()) {
                var word = rows.getString("figure");
                marks.add(new Mark(
                        rows.getObject("org_id", UUID.class),
                        word.equals(Figure.BOOKINGS.word) ? Figure.BOOKINGS : Figure.APPOINTMENTS,
                        rows.getObject("utc", LocalDate.class)));
            }
            return marks;
        }
    }

    /** The clinics' own days that the marked ones reach into. */
    List<ClinicDay> local(Connection connection, Collection<Mark> marks) throws SQLException {
        try (var select = connection.prepareStatement(LOCAL)) {
            select.setString(1, defaultZone);
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", marks.stream().map(Mark::clinic).toArray()));
            select.setArray(
                    3,
                    connection.createArrayOf(
                            "date", marks.stream().map(Mark::utc).toArray()));
            var days = new ArrayList<ClinicDay>();
            var rows = select.executeQuery();
            while (rows.next()) {
                days.add(new ClinicDay(rows.getObject("org_id", UUID.class), rows.getObject("day", LocalDate.class)));
            }
            return days;
        }
    }

    void recount(Connection connection, Figure figure, Collection<ClinicDay> days) throws SQLException {
        switch (figure) {
            case APPOINTMENTS -> {
                forget(connection, "appointment_totals", days);
                count(connection, COUNT_APPOINTMENTS, days);
            }
            case BOOKINGS -> {
                forget(connection, "booking_totals", days);
                forget(connection, "booking_durations", days);
                count(connection, COUNT_BOOKINGS, days);
                count(connection, COUNT_DURATIONS, days);
            }
        }
    }

    /** @param table a name of our own */
    private static void forget(Connection connection, String table, Collection<ClinicDay> days) throws SQLException {
        try (var delete = connection.prepareStatement(FORGET.formatted(table))) {
            setDays(connection, delete, 1, days);
            delete.executeUpdate();
        }
    }

    private void count(Connection connection, String statement, Collection<ClinicDay> days) throws SQLException {
        try (var insert = connection.prepareStatement(statement)) {
            insert.setString(1, defaultZone);
            insert.setString(2, defaultZone);
            setDays(connection, insert, 3, days);
            insert.executeUpdate();
        }
    }

    private static void setDays(
            Connection connection, java.sql.PreparedStatement statement, int at, Collection<ClinicDay> days)
            throws SQLException {
        statement.setArray(
                at,
                connection.createArrayOf(
                        "uuid", days.stream().map(ClinicDay::clinic).toArray()));
        statement.setArray(
                at + 1,
                connection.createArrayOf(
                        "date", days.stream().map(ClinicDay::day).toArray()));
    }

    /** Where the totals and a recount disagree although no recount is due; at most {@code limit}. */
    List<Totals.Difference> differences(Connection connection, UUID clinic, LocalDate from, LocalDate to, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(DIFFERENCES)) {
            select.setString(1, defaultZone);
            select.setObject(2, clinic);
            select.setObject(3, clinic);
            select.setObject(4, from);
            select.setObject(5, to);
            select.setObject(6, clinic);
            select.setObject(7, from);
            select.setObject(8, to);
            select.setObject(9, clinic);
            select.setInt(10, limit);
            return differences(select.executeQuery());
        }
    }

    private static List<Totals.Difference> differences(ResultSet rows) throws SQLException {
        var differences = new ArrayList<Totals.Difference>();
        while (rows.next()) {
            differences.add(new Totals.Difference(
                    rows.getObject("day", LocalDate.class),
                    rows.getString("status"),
                    rows.getLong("stored"),
                    rows.getLong("counted")));
        }
        return differences;
    }
}
