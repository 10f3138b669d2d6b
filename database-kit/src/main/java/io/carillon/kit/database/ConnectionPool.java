package io.carillon.kit.database;

import io.agroal.api.AgroalDataSource;
import io.carillon.kit.database.DatabaseUnavailableException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends connections to callers who queue for them, and tells a pool that is full from a server that is gone. */
final class ConnectionPool {

    private final AgroalDataSource pool;
    private final Map<String, String> labels;
    private final int max;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param door whose connections these are, for metrics
     * @param maxWaiting how many may queue for a connection; the next is refused at once
     */
    ConnectionPool(AgroalDataSource pool, String door, int maxWaiting) {
        this.pool = pool;
        this.labels = Map.of("door", door);
        this.max = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        this.maxWaiting = maxWaiting;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    /**
     * @throws DatabaseUnavailableException when there was no connection to be had
     * @throws SQLException as {@code use} does
     */
    <T> T lend(Use<T> use) throws SQLException {
        try (var connection = acquired()) {
            return use.of(connection);
        }
    }

    /** Of metrics about this pool. */
    Map<String, String> labels() {
        return labels;
    }

    /** Connections that this pool has at most. */
    int max() {
        return max;
    }

    int waiting() {
        return waiting.get();
    }

    long active() {
        return pool.getMetrics().activeCount();
    }

    /** Share of the connections that are in use, 0 to 1 (R-PERF-13: below 0.8). */
    double usage() {
        return (double) active() / max;
    }

    long idle() {
        return pool.getMetrics().availableCount();
    }

    private Connection acquired() {
        try {
            if (waiting.incrementAndGet() > maxWaiting) {
                throw exhausted();
            }
            return pool.getConnection();
        } catch (SQLException e) {
            // The pool has no word of its own for "all in use": it is so when they are.
            throw active() >= max
                    ? exhausted()
                    : new DatabaseUnavailableException(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        } finally {
            waiting.decrementAndGet();
        }
    }

    private DatabaseUnavailableException exhausted() {
        return new DatabaseUnavailableException(
                Reason.POOL_EXHAUSTED, "max=%d active=%d waiting=%d".formatted(max, active(), waiting()));
    }
}
