package io.carillon.bench;

/** Something that a run needs is not on this machine; the message says what and how to get it. */
public final class Missing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Missing(String message) {
        super(message);
    }
}
