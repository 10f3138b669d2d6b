package io.carillon.alerting.notify;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing to be told on one channel.
 *
 * @param id the same for the same incident, target, action and moment, so that a replay adds none
 * @param rank the incident's rank, 0 (worst) to 3: which ones may go out without the database
 * @param dueAt not before this moment: an effect waits here for its cause
 */
public record Notification(
        UUID id, UUID incidentId, int rank, Target target, Action action, Instant dueAt, Message message) {

    /** PagerDuty's {@code dedup_key}: the incident's id, whichever way the page goes out (design, section 4). */
    public String dedupKey() {
        return incidentId.toString();
    }

    /** The same notification, not before {@code later}. */
    public Notification dueAt(Instant later) {
        return new Notification(id, incidentId, rank, target, action, later, message);
    }
}
