package io.carillon.bench.booking;

import io.carillon.bench.PrivatePostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement as pg_stat_statements has counted it, divided by bookings: the proof that pgbench does what the service
 * does.
 *
 * @param text normalised by PostgreSQL
 * @param calls a booking
 * @param rows a booking
 * @param walBytes a booking
 * @param micros of execution, a booking
 */
record StatementUse(String text, double calls, double rows, double walBytes, double micros) {

    /** The service writes up to 32 bookings by one statement; what is called still less often are looks. */
    private static final double OWN = 0.02;

    private static final String QUERY = """
            select query, sum(calls), sum(rows), sum(wal_bytes), sum(total_exec_time) * 1000
            from pg_stat_statements s
            join pg_database d on d.oid = s.dbid and d.datname = ?
            join pg_roles r on r.oid = s.userid and r.rolname = 'carillon_booking'
            group by query order by min(queryid)
            """;

    static void forget(PrivatePostgres server) throws SQLException {
        try (var connection = server.connect(Database.NAME)) {
            Sql.run(connection, "select pg_stat_statements_reset()");
        }
    }

    /** What carillon_booking has run on {@code database} since {@link #forget}. */
    static List<StatementUse> of(PrivatePostgres server, String database, long bookings) throws SQLException {
        var all = new ArrayList<StatementUse>();
        try (var connection = server.connect(Database.NAME);
                var select = connection.prepareStatement(QUERY)) {
            select.setString(1, database);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(new StatementUse(
                            rows.getString(1).replaceAll("\\s+", " ").strip(),
                            rows.getDouble(2) / bookings,
                            rows.getDouble(3) / bookings,
                            rows.getDouble(4) / bookings,
                            rows.getDouble(5) / bookings));
                }
            }
        }
        return all.stream().filter(use -> use.calls() >= OWN).toList();
    }

    static StatementUse sum(String name, List<StatementUse> all) {
        return all.stream()
                .reduce(
                        new StatementUse(name, 0, 0, 0, 0),
                        (a, b) -> new StatementUse(
                                name,
                                a.calls + b.calls,
                                a.rows + b.rows,
                                a.walBytes + b.walBytes,
                                a.micros + b.micros));
    }
}
