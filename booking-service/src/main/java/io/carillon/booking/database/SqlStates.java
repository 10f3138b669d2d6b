package io.carillon.booking.database;

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
