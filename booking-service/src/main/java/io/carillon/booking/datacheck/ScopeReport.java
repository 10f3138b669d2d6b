package io.carillon.booking.datacheck;

import io.carillon.kit.database.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many rows each table has and when it was last written to: the first thing to know when data are damaged
 * (R-BOOK-32). To be compared with the last verified backup, which the issue on backups brings.
 */
@ApplicationScoped
class ScopeReport {

    /** The column that tells when a row was last written, where there is one. */
    private static final String NEWEST = """
            select quote_ident(attname) from pg_attribute
            where attrelid = ?::regclass and attname in ('updated_at', 'created_at') and not attisdropped
            order by attname desc limit 1
            """;

    private final Clock clock;

    ScopeReport(Clock clock) {
        this.clock = clock;
    }

    /** @param tables of this service, those with tenants' rows */
    @RegisterForReflection
    record Scope(Instant at, List<Table> tables) {
        Scope {
            tables = List.copyOf(tables);
        }
    }

    /** @param newest when a row was last written; null where the table is empty or does not keep that */
    @RegisterForReflection
    record Table(String table, long rows, @Nullable Instant newest) {}

    Scope read(Connection connection) throws SQLException {
        var tables = new ArrayList<Table>();
        for (var table : Tables.ofTenants(connection)) {
            tables.add(counted(connection, table));
        }
        return new Scope(clock.instant(), tables);
    }

    private static Table counted(Connection connection, String table) throws SQLException {
        var newest = newestColumn(connection, table);
        var sql = "select count(*), %s from %s".formatted(newest == null ? "null" : "max(" + newest + ")", table);
        try (var select = connection.createStatement();
                var row = select.executeQuery(sql)) {
            row.next();
            var at = newest == null ? null : Times.instantOrNull(row, 2);
            return new Table(table, row.getLong(1), at);
        }
    }

    private static @Nullable String newestColumn(Connection connection, String table) throws SQLException {
        try (var select = connection.prepareStatement(NEWEST)) {
            select.setString(1, table);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        }
    }
}
