package io.carillon.kit.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes (its manual, appendix A) mean to this service. */
final class SqlStates {

    private SqlStates() {}

    /** Connection trouble, a server that shuts down or starts up, a server with no connections left. */
    static boolean unreachable(SQLException e) {
        var state = of(e);
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }

    /** Serialization failure or deadlock: nothing is wrong with the transaction, another one was in its way. */
    static boolean givenUpForAnother(SQLException e) {
        return of(e).equals("40001") || of(e).equals("40P01");
    }

    /** The words that operators search their logs for (R-LOG-06). */
    static String collision(SQLException e) {
        return of(e).equals("40P01") ? "deadlock detected" : "serialization failure";
    }

    /** A lock was not to be had within {@code lock_timeout}. */
    static boolean lockTimeout(SQLException e) {
        return of(e).equals("55P03");
    }

    /** Foreign key, not null, check: not what two honest callers can bring about between them. */
    static boolean dataFault(SQLException e) {
        return switch (of(e)) {
            case "23502", "23503", "23514" -> true;
            default -> false;
        };
    }

    /** Whether {@link #unreachable(SQLException)} is the cause of {@code e}, however deep. */
    static boolean causedByUnreachable(Throwable e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && unreachable(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Five characters, or none for an error that did not come from the server. */
    static String of(SQLException e) {
        var state = e.getSQLState();
        return state == null ? "" : state;
    }
}
