package io.carillon.booking.retention;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Old rows of any class, found and deleted through the jobs' door. */
@ApplicationScoped
class RetentionRepository {

    /** Held until the end of the transaction: one sweep over all replicas. */
    private static final String DUE = "select count(*) from %s where %s < ?";

    private static final String DELETE = """
            delete from %1$s where ctid = any (array (select ctid from %1$s where %2$s < ? order by %2$s limit ?))
            """;

    /** How many rows are older than {@code before}. */
    long due(Connection connection, RetentionClass kept, Instant before) throws SQLException {
        try (var select = connection.prepareStatement(DUE.formatted(kept.table(), kept.column()))) {
            select.setObject(1, Times.utc(before));
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Deletes the oldest, at most {@code limit}. */
    int delete(Connection connection, RetentionClass kept, Instant before, int limit) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE.formatted(kept.table(), kept.column()))) {
            delete.setObject(1, Times.utc(before));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        }
    }
}
