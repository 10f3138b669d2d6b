package io.carillon.webhook.session;

/** Redis does not answer, or not as it should. */
final class SessionsUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    SessionsUnavailable(Throwable cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
