package io.carillon.booking.recovery;

import io.carillon.booking.datacheck.Tables;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which rows of a table the restored copy has and we have not, by their primary keys: what there is to restore. The copy is
 * read in the order of the key, some at a time, and never held as a whole.
 */
@ApplicationScoped
class LostRows {

    private static final int AT_ONCE = 1_000;

    private final Transactions transactions;
    private final RestoredCopy copy;

    LostRows(Transactions transactions, RestoredCopy copy) {
        this.transactions = transactions;
        this.copy = copy;
    }

    /**
     * @param lost ids as {@code restore} takes them; also those of patients who were erased since, whom it refuses
     * @param complete whether these are all
     */
    @RegisterForReflection
    record Lost(String table, List<String> lost, boolean complete) {
        Lost {
            lost = List.copyOf(lost);
        }
    }

    /** @throws ProblemException as {@link RestoredCopy#ask} and {@link RestorableTables#key} */
    Lost of(String table, int limit) {
        if (!copy.isNamed()) {
            throw RestoredCopy.notNamed();
        }
        Tables.Key key = transactions.acrossClinics(connection -> RestorableTables.key(connection, table));
        return copy.ask(there -> compared(there, table, key, limit));
    }

    private Lost compared(Connection there, String table, Tables.Key key, int limit) throws SQLException {
        var columns = key.parts().stream().map(Tables.Key.Part::column).collect(Collectors.joining(", "));
        var lost = new ArrayList<String>();
        try (var select = there.prepareStatement("select %s from %s order by %s".formatted(columns, table, columns))) {
            select.setFetchSize(AT_ONCE);
            try (var rows = select.executeQuery()) {
                var some = new ArrayList<List<String>>(AT_ONCE);
                while (rows.next()) {
                    var parts = new ArrayList<String>();
                    for (int i = 1; i <= key.parts().size(); i++) {
                        parts.add(rows.getString(i));
                    }
                    some.add(parts);
                    if (some.size() == AT_ONCE) {
                        lost.addAll(missing(table, key, some));
                        some.clear();
                    }
                    if (lost.size() > limit) {
                        return new Lost(table, lost.subList(0, limit), false);
                    }
                }
                lost.addAll(missing(table, key, some));
            }
        }
        return lost.size() > limit ? new Lost(table, lost.subList(0, limit), false) : new Lost(table, lost, true);
    }

    private List<String> missing(String table, Tables.Key key, List<List<String>> some) {
        return transactions.acrossClinics(here -> missing(here, table, key, some));
    }

    private static List<String> missing(Connection here, String table, Tables.Key key, List<List<String>> some)
            throws SQLException {
        var parts = key.parts();
        var names = IntStream.range(0, parts.size()).mapToObj(i -> "k" + i).toList();
        var sql = "select concat_ws('/', %s) from unnest(%s) as k (%s) where not exists (select from %s t where %s)"
                .formatted(
                        String.join(", ", names),
                        parts.stream().map(part -> "?::" + part.type() + "[]").collect(Collectors.joining(", ")),
                        String.join(", ", names),
                        table,
                        IntStream.range(0, parts.size())
                                .mapToObj(i ->
                                        "t.%s = k.k%d".formatted(parts.get(i).column(), i))
                                .collect(Collectors.joining(" and ")));
        try (var select = here.prepareStatement(sql)) {
            for (int i = 0; i < parts.size(); i++) {
                var part = i;
                select.setArray(
                        i + 1,
                        here.createArrayOf(
                                "text", some.stream().map(row -> row.get(part)).toArray()));
            }
            var missing = new ArrayList<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    missing.add(rows.getString(1));
                }
            }
            return missing;
        }
    }
}
