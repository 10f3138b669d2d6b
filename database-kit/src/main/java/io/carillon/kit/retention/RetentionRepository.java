package io.carillon.kit.retention;

import io.carillon.kit.database.Times;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Old rows of any kind, found and deleted through the jobs' door. */
final class RetentionRepository {

    private static final String DUE = "select count(*) from %s where %s < ? and %s";

    private static final String DELETE = """
            delete from %1$s where ctid = any (array (
                select ctid from %1$s where %2$s < ? and %3$s order by %2$s limit ?))
            """;

    /** How many rows are older than {@code before}. */
    long due(Connection connection, Kept kept, Instant before) throws SQLException {
        try (var select = connection.prepareStatement(statement(DUE, kept))) {
            select.setObject(1, Times.utc(before));
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Deletes the oldest, at most {@code limit}. */
    int delete(Connection connection, Kept kept, Instant before, int limit) throws SQLException {
        try (var delete = connection.prepareStatement(statement(DELETE, kept))) {
            delete.setObject(1, Times.utc(before));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        }
    }

    private static String statement(String pattern, Kept kept) {
        return pattern.formatted(kept.table(), kept.column(), kept.condition());
    }
}
