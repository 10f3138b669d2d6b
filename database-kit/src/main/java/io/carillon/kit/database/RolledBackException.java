package io.carillon.kit.database;

/** PostgreSQL gave a transaction up, and nothing of it was written. */
public final class RolledBackException extends RuntimeException {

    private final String sqlState;

    RolledBackException(String sqlState, Throwable cause) {
        super("transaction rolled back, SQL state " + sqlState, cause);
        this.sqlState = sqlState;
    }

    /** Five characters of PostgreSQL's appendix A, for example {@code 40P01} for a deadlock; empty when there are none. */
    public String sqlState() {
        return sqlState;
    }
}
