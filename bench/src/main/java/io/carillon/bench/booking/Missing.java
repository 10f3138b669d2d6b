package io.carillon.bench.booking;

/** Something that a run needs is not on this machine; the message says what and how to get it. */
final class Missing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Missing(String message) {
        super(message);
    }
}
