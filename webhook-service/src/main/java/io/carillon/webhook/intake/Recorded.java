package io.carillon.webhook.intake;

/** Whether a callback was made durable before it is answered. */
public enum Recorded {
    /** Kafka has acknowledged it. */
    PUBLISHED,
    /** It is fsynced in the spool and goes to Kafka later. */
    SPOOLED,
    /** Neither could take it: the caller is asked to call again. */
    NOT_ACCEPTED
}
