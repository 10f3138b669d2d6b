package io.carillon.webhook.delivery;

import java.util.Locale;

/** How a job stands (docs/callbacks.md draws the ways between them). */
enum Status {
    /** To be done as soon as what comes before it in its call is; or put back by an operator. */
    WAITING,
    /** Somebody is at it. */
    ACTIVE,
    /** In effect. */
    COMPLETED,
    /** A try failed; the next one has its time. */
    DELAYED,
    /** All tries failed; a dead letter that an operator can put back. */
    FAILED,
    /** The sender's fault, never to be tried by itself; a dead letter too. */
    DEAD;

    /** In the table and in answers. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
