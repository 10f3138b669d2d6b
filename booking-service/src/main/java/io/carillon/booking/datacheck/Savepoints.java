package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Steps of a transaction that may fail without taking the rest with them. */
final class Savepoints {

    private Savepoints() {}

    /** A row that cannot be mended although PostgreSQL has nothing against it; undoes what was done to it so far. */
    static final class NotPossible extends SQLException {

        private static final long serialVersionUID = 1L;

        NotPossible(String why) {
            super(why);
        }
    }

    /** SQL without an answer. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }

    /** Mends one row, or leaves it exactly as it was and says why. */
    static Mended mended(Connection connection, Mend mend, Hit hit, Mend.By by) throws SQLException {
        var before = connection.setSavepoint();
        try {
            var mended = mend.mend(connection, hit, by);
            connection.releaseSavepoint(before);
            return mended;
        } catch (SQLException e) {
            if (!(e instanceof NotPossible) && !refused(e)) {
                throw e;
            }
            connection.rollback(before);
            return new Mended.Left(why(e));
        }
    }

    /** Does {@code step} unless a constraint refuses it. */
    static void unlessRefused(Connection connection, Step step) throws SQLException {
        var before = connection.setSavepoint();
        try {
            step.run();
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (!refused(e)) {
                throw e;
            }
            connection.rollback(before);
        }
    }

    /** By a constraint, or because this table is not for this role to change. */
    private static boolean refused(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        return state.startsWith("23") || state.equals("42501");
    }

    /** Never PostgreSQL's own text: it quotes the row. */
    private static String why(SQLException e) {
        if (e instanceof NotPossible) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && refused.getServerErrorMessage().getConstraint() != null) {
            return "the constraint " + refused.getServerErrorMessage().getConstraint() + " is in the way";
        }
        return "PostgreSQL refused, SQL state " + e.getSQLState();
    }
}
