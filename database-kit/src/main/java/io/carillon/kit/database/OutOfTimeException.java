package io.carillon.kit.database;

/** Whoever asked no longer waits, or others held what was needed for as long as the asker would wait; nothing was written. */
public final class OutOfTimeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super("there was no time left for this transaction", null, false, false);
    }
}
