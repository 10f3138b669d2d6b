package io.carillon.booking.database;

import io.agroal.api.AgroalDataSource;
import io.carillon.booking.database.DatabaseUnavailableException.Reason;
import io.carillon.booking.database.Transactions.Work;
import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends connections to callers who queue for them, and tells a pool that is full from a server that is gone. */
@ApplicationScoped
class ConnectionPool {

    private final AgroalDataSource pool;
    private final int max;
    private final int maxWaiting;
    private final AtomicInteger waiting = new AtomicInteger();

    ConnectionPool(AgroalDataSource pool, PoolSettings settings, Metrics metrics) {
        this.pool = pool;
        this.max = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        this.maxWaiting = settings.maxWaiting();
        metrics.gauge("db.pool.active", Map.of(), () -> pool.getMetrics().activeCount());
        metrics.gauge("db.pool.idle", Map.of(), () -> pool.getMetrics().availableCount());
        metrics.gauge("db.pool.waiting", Map.of(), waiting::get);
        metrics.gauge("db.pool.max", Map.of(), () -> max);
    }

    /**
     * Does {@code work} on a connection; callers queue for one, so many and so long as the settings say.
     *
     * @throws DatabaseUnavailableException when there was no connection to be had
     * @throws SQLException as {@code work} does
     */
    <T> T lend(Work<T> work) throws SQLException {
        try (var connection = acquired()) {
            return work.in(connection);
        }
    }

    private Connection acquired() {
        try {
            if (waiting.incrementAndGet() > maxWaiting) {
                throw exhausted();
            }
            return pool.getConnection();
        } catch (SQLException e) {
            // The pool has no word of its own for "all in use": it is so when they are.
            throw pool.getMetrics().activeCount() >= max
                    ? exhausted()
                    : new DatabaseUnavailableException(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        } finally {
            waiting.decrementAndGet();
        }
    }

    private DatabaseUnavailableException exhausted() {
        return new DatabaseUnavailableException(
                Reason.POOL_EXHAUSTED,
                "max=%d active=%d waiting=%d".formatted(max, pool.getMetrics().activeCount(), waiting.get()));
    }
}
