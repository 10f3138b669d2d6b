package io.carillon.alerting.incident;

import java.sql.SQLException;

/** The incident store does not answer in time. */
final class StoreAwayException extends Exception {

    private static final long serialVersionUID = 1L;

    StoreAwayException(SQLException cause) {
        super(cause.getClass().getSimpleName() + " " + cause.getSQLState(), cause);
    }

    StoreAwayException(String reason) {
        super(reason);
    }
}
