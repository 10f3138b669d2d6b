package io.carillon.webhook.sms;

/** Redis did not say where a conversation stands, or was not told. */
final class ConversationsUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    ConversationsUnavailable(RuntimeException cause) {
        super(cause);
    }
}
