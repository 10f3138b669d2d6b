package io.carillon.alerting.incident;

import io.agroal.api.AgroalDataSource;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Situation;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Transactions on alerting's own PostgreSQL. Each statement has 2 s (the connection's socket time-out), so that a store
 * that hangs is as good as one that is gone.
 */
@ApplicationScoped
class IncidentStore {

    /** Data exceptions and broken constraints: the statement is wrong, the store is there. */
    private static final Set<String> OUR_FAULT = Set.of("22", "23", "42");

    /** Any number, the same in every replica: decisions are made one after the other. */
    private static final long DECISIONS = 0x696e636964656e74L;

    private final AgroalDataSource dataSource;

    IncidentStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What one transaction does. */
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Looks at what is open and what is known, and says what changes. */
    interface Decider {
        List<Change> decide(Situation situation, History history) throws SQLException;
    }

    /** @param after the situation with the changes in it */
    record Decision(List<Change> changes, Situation after) {}

    /** Decides and writes in one transaction, one decision at a time over all replicas. */
    Decision decide(Decider decider) throws StoreAwayException {
        return inTransaction(connection -> {
            lock(connection);
            var reader = new SituationReader(connection);
            var situation = reader.situation();
            var changes = decider.decide(situation, reader);
            var writer = new ChangeWriter(connection);
            for (var change : changes) {
                writer.write(change);
            }
            return new Decision(changes, situation.with(changes));
        });
    }

    void ping() throws StoreAwayException {
        var unused = inTransaction(connection -> Rows.query(connection, "SELECT 1", row -> row.getInt(1)));
    }

    <T> T inTransaction(Work<T> work) throws StoreAwayException {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            var state = e.getSQLState();
            if (state != null && state.length() == 5 && OUR_FAULT.contains(state.substring(0, 2))) {
                throw new IllegalStateException("the incident store refused a statement: " + state, e);
            }
            throw new StoreAwayException(e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, DECISIONS);
            statement.execute();
        }
    }

    private static void rollBack(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
