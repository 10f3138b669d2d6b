package io.carillon.kit.event;

/** What a handler needs is away, and somebody has said so already: nothing that a stack trace would explain. */
public final class TryLaterException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason in a few words without secrets */
    public TryLaterException(String reason) {
        super(reason, null, false, false);
    }
}
