package io.carillon.booking.database;

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

    private final ConnectionPool pool;

    Transactions(ConnectionPool pool) {
        this.pool = pool;
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
        try {
            return pool.lend(connection -> inTransaction(connection, work));
        } catch (SQLException e) {
            throw logged(sorted(e));
        } catch (DatabaseUnavailableException e) {
            throw logged(e);
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var result = work.in(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            rollback(connection, e);
            throw e;
        }
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
            return new DatabaseUnavailableException(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        }
        if (e instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            var constraint = refused.getServerErrorMessage().getConstraint();
            if (constraint != null) {
                return new ConstraintViolatedException(constraint, e);
            }
        }
        return new RolledBackException(SqlStates.of(e), e);
    }

    private static RuntimeException logged(RuntimeException e) {
        if (e instanceof DatabaseUnavailableException unavailable) {
            LOG.errorf("%s: %s", unavailable.title(), unavailable.found());
        }
        return e;
    }
}
