package io.carillon.kit.database;

import io.carillon.kit.problem.ProblemException;

/** PostgreSQL cannot be used right now; answered 503 with {@code Retry-After} wherever it is not caught. */
public final class DatabaseUnavailableException extends ProblemException {

    private static final long serialVersionUID = 1L;

    /** Seconds; a restarted PostgreSQL is back and a full pool worked off in less. */
    private static final String RETRY_AFTER = "2";

    private final Reason reason;
    private final String found;

    /** Why not. */
    public enum Reason {
        UNREACHABLE(
                "DEPENDENCY_UNAVAILABLE",
                "Database unavailable",
                "Database connection failed",
                "The database cannot be reached. Nothing is confirmed; try again after Retry-After seconds."),
        POOL_EXHAUSTED(
                "POOL_EXHAUSTED",
                "Connection pool exhausted",
                "Connection pool exhausted",
                "Connection pool exhausted: too many requests at once. Nothing was changed; try again after Retry-After"
                        + " seconds.");

        private final String code;
        private final String title;
        private final String logged;
        private final String detail;

        Reason(String code, String title, String logged, String detail) {
            this.code = code;
            this.title = title;
            this.logged = logged;
            this.detail = detail;
        }

        /** The words that operators search their logs for (R-LOG-06). */
        String logged() {
            return logged;
        }
    }

    /** @param found what the driver or the pool says, for the log only */
    DatabaseUnavailableException(Reason reason, String found) {
        super(503, reason.code, reason.title, reason.detail);
        this.reason = reason;
        this.found = found;
        withHeader("Retry-After", RETRY_AFTER);
    }

    public Reason reason() {
        return reason;
    }

    String found() {
        return found;
    }
}
