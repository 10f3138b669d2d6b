package io.carillon.stack.client;

/** The tests' stack could not be started or did not do as told; the message says what to look at. */
public final class StackFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StackFailure(String message) {
        super(message);
    }

    StackFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
