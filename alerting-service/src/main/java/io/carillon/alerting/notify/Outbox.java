package io.carillon.alerting.notify;

import java.time.Instant;

/** Notifications that wait to be told, kept until their channel said yes. */
public interface Outbox {

    /**
     * Hands the next due notification of {@code channel} to {@code attempt} and records what came of it. Notifications
     * of one incident to one target go one after the other.
     *
     * @return whether there was one
     */
    boolean serveNext(String channel, Attempt attempt);

    /** Tries to deliver. */
    interface Attempt {

        /** @param number 1 for the first attempt */
        Attempted make(Notification notification, int number);
    }

    /** @param nextDue when to try again, if {@code delivery} says so */
    record Attempted(Delivery delivery, Instant nextDue) {}
}
