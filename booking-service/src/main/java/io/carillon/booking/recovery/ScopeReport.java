package io.carillon.booking.recovery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.booking.datacheck.Tables;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many rows each table has and when it was last written to, ours beside the restored copy's where one is named: the
 * first thing to know when data are damaged (R-BOOK-32). Counts only; which rows differ is found by restoring, dry-run first.
 */
@ApplicationScoped
class ScopeReport {

    /** The column that tells when a row was last written, where there is one; empty for a table that is not there. */
    private static final String NEWEST = """
            select quote_ident(a.attname)
            from (select to_regclass(?) as of) t
            left join pg_attribute a on a.attrelid = t.of and a.attname in ('updated_at', 'created_at')
                                    and not a.attisdropped
            where t.of is not null
            order by a.attname desc limit 1
            """;

    private final Transactions transactions;
    private final RestoredCopy copy;
    private final Clock clock;

    ScopeReport(Transactions transactions, RestoredCopy copy, Clock clock) {
        this.transactions = transactions;
        this.copy = copy;
        this.clock = clock;
    }

    /**
     * @param tables of this service, those with tenants' rows
     * @param copy {@code compared}, or why the named copy was not; absent where none is named
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scope(Instant at, List<Table> tables, @Nullable String copy) {
        Scope {
            tables = List.copyOf(tables);
        }
    }

    /**
     * The members of the copy are absent where none is named or it does not answer.
     *
     * @param newest when a row was last written; null where the table is empty or does not keep that
     * @param copyRows of the same table in the copy
     * @param difference rows that we have more than the copy; negative for fewer
     * @param copyLacks {@code table} where the copy, of an older schema, has no such table
     */
    @RegisterForReflection
    record Table(
            String table,
            long rows,
            @Nullable Instant newest,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long copyRows,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Instant copyNewest,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long difference,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String copyLacks) {

        static Table of(String table, Counted here, @Nullable Counted there) {
            return new Table(
                    table,
                    here.rows(),
                    here.newest(),
                    there == null ? null : Long.valueOf(there.rows()),
                    there == null ? null : there.newest(),
                    there == null ? null : Long.valueOf(here.rows() - there.rows()),
                    null);
        }

        static Table lacking(String table, Counted here) {
            return new Table(table, here.rows(), here.newest(), null, null, null, "table");
        }
    }

    private record Counted(long rows, @Nullable Instant newest) {}

    Scope read() {
        var at = clock.instant();
        var here = transactions.acrossClinics(connection -> counted(connection, Tables.ofTenants(connection)));
        if (!copy.isNamed()) {
            return new Scope(at, tables(here), null);
        }
        try {
            var there = copy.ask(connection -> counted(connection, here.keySet()));
            var tables = here.entrySet().stream()
                    .map(table -> there.containsKey(table.getKey())
                            ? Table.of(table.getKey(), table.getValue(), there.get(table.getKey()))
                            : Table.lacking(table.getKey(), table.getValue()))
                    .toList();
            return new Scope(at, tables, "compared");
        } catch (ProblemException e) {
            // Our own counts are worth knowing without it.
            return new Scope(at, tables(here), e.detail());
        }
    }

    private static List<Table> tables(Map<String, Counted> here) {
        return here.entrySet().stream()
                .map(table -> Table.of(table.getKey(), table.getValue(), null))
                .toList();
    }

    /** Of those tables that there are. */
    private static Map<String, Counted> counted(Connection connection, Iterable<String> tables) throws SQLException {
        var counted = new LinkedHashMap<String, Counted>();
        for (var table : tables) {
            try (var select = connection.prepareStatement(NEWEST)) {
                select.setString(1, table);
                try (var row = select.executeQuery()) {
                    if (row.next()) {
                        counted.put(table, counted(connection, table, row.getString(1)));
                    }
                }
            }
        }
        return counted;
    }

    private static Counted counted(Connection connection, String table, @Nullable String newest) throws SQLException {
        var sql = "select count(*), %s from %s".formatted(newest == null ? "null" : "max(" + newest + ")", table);
        try (var select = connection.createStatement();
                var row = select.executeQuery(sql)) {
            row.next();
            return new Counted(row.getLong(1), newest == null ? null : Times.instantOrNull(row, 2));
        }
    }
}
