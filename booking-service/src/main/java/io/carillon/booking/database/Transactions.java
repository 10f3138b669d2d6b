package io.carillon.booking.database;

import io.agroal.api.AgroalDataSource;
import io.carillon.booking.database.DatabaseUnavailableException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;

/**
 * Runs a piece of work in one transaction on one pooled connection: committed when it returns, rolled back when it
 * throws. What PostgreSQL answers is sorted here, once, into the few things that a caller can do something about.
 */
@ApplicationScoped
public class Transactions {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final AgroalDataSource pool;
    private final PoolSettings settings;

    Transactions(AgroalDataSource pool, PoolSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /** SQL that belongs together. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * @throws DatabaseUnavailableException when there is no connection to be had or it was lost; nothing was written,
     *     unless the connection was lost in the middle of the commit, whose outcome then nobody knows
     * @throws ConstraintViolatedException when a named constraint refused a row; nothing was written
     * @throws RolledBackException when PostgreSQL gave the transaction up for any other reason; nothing was written
     */
    public <T> T run(Work<T> work) {
        try (var connection = connection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw sorted(e);
        }
    }

    /** A connection of the pool; callers queue for it, so many and so long as the settings say. */
    private Connection connection() {
        if (pool.getMetrics().awaitingCount() >= settings.maxWaiting()) {
            throw exhausted();
        }
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            // The pool has no word of its own for "all in use": it is so when they are.
            throw pool.getMetrics().activeCount() >= poolMax() ? exhausted() : unreachable(e);
        }
    }

    private int poolMax() {
        return pool.getConfiguration().connectionPoolConfiguration().maxSize();
    }

    private static void rollback(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static RuntimeException sorted(SQLException e) {
        if (SqlStates.unreachable(e)) {
            return unreachable(e);
        }
        if (e instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            var constraint = refused.getServerErrorMessage().getConstraint();
            if (constraint != null) {
                return new ConstraintViolatedException(constraint, e);
            }
        }
        return new RolledBackException(SqlStates.of(e), e);
    }

    private static DatabaseUnavailableException unreachable(SQLException e) {
        LOG.warnf("Database connection failed: %s", e.getMessage());
        return new DatabaseUnavailableException(Reason.UNREACHABLE);
    }

    private DatabaseUnavailableException exhausted() {
        LOG.errorf(
                "Connection pool exhausted: max=%d waiting=%d",
                poolMax(), pool.getMetrics().awaitingCount());
        return new DatabaseUnavailableException(Reason.POOL_EXHAUSTED);
    }
}
