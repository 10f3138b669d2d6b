package io.carillon.webhook.vapi;

/** An argument that is missing or cannot be read; the message is for the model, so that it can do better. */
final class InvalidArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidArgumentException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
