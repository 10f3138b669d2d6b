package io.carillon.booking.recovery;

import io.carillon.booking.datacheck.Tables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts a row that is JSON into its table, column by column: those that both have and that PostgreSQL does not make itself.
 * {@code jsonb_populate_record} reads each by the type it has now.
 *
 * @param both quoted, in the order of the table
 * @param unknown of the row, which the table no longer has
 * @param untouched of the table, which the row does not know; they keep what they have, or get their default
 */
record WrittenColumns(String table, Tables.Key key, List<String> both, Set<String> unknown, Set<String> untouched) {

    /** A doctor's schedule version only counts up: an older one would let a booking pass that was checked against other hours. */
    private static final String COLUMNS = """
            select attname, quote_ident(attname), attgenerated = '' and attidentity <> 'a' and attname <> 'schedule_version'
            from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum
            """;

    static WrittenColumns of(Connection connection, SavedRow row, Tables.Key key) throws SQLException {
        var names = row.names();
        var unknown = new TreeSet<>(names);
        var untouched = new TreeSet<String>();
        var both = new ArrayList<String>();
        try (var select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, row.table());
            try (var columns = select.executeQuery()) {
                while (columns.next()) {
                    var name = columns.getString(1);
                    unknown.remove(name);
                    var written = columns.getBoolean(3);
                    if (written && names.contains(name)) {
                        both.add(columns.getString(2));
                    } else if (written) {
                        untouched.add(name);
                    }
                }
            }
        }
        return new WrittenColumns(row.table(), key, List.copyOf(both), unknown, untouched);
    }

    /** What the table has under the key, compared with the row. */
    enum Standing {
        MISSING,
        DIFFERENT,
        IDENTICAL
    }

    Standing standing(Connection connection, SavedRow row) throws SQLException {
        var sql = """
                select row(%s) is not distinct from row(%s)
                from %s t cross join jsonb_populate_record(null::%s, ?::jsonb) r where %s for update of t
                """.formatted(of("t"), of("r"), table, table, key.isGiven());
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, row.json());
            key.set(select, 2, row.id());
            try (var found = select.executeQuery()) {
                if (!found.next()) {
                    return Standing.MISSING;
                }
                return found.getBoolean(1) ? Standing.IDENTICAL : Standing.DIFFERENT;
            }
        }
    }

    void insert(Connection connection, SavedRow row) throws SQLException {
        var sql = "insert into %s (%s) select %s from jsonb_populate_record(null::%s, ?::jsonb) r"
                .formatted(table, String.join(", ", both), of("r"), table);
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, row.json());
            once(insert);
        }
    }

    void overwrite(Connection connection, SavedRow row) throws SQLException {
        var sql = "update %s t set (%s) = (select %s from jsonb_populate_record(null::%s, ?::jsonb) r) where %s"
                .formatted(table, String.join(", ", both), of("r"), table, key.isGiven());
        try (var update = connection.prepareStatement(sql)) {
            update.setString(1, row.json());
            key.set(update, 2, row.id());
            once(update);
        }
    }

    private static void once(PreparedStatement statement) throws SQLException {
        if (statement.executeUpdate() != 1) {
            throw new IllegalStateException("a row was to be written and was not");
        }
    }

    private String of(String alias) {
        return both.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }
}
