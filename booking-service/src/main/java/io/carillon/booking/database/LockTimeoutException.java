package io.carillon.booking.database;

/** Others held what a transaction needs for longer than it could wait; nothing of it was written. */
public final class LockTimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LockTimeoutException() {
        super("a lock was not to be had in time", null, false, false);
    }
}
