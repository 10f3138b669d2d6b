package io.carillon.alerting.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.wire.Wire;
import java.time.Instant;
import java.util.UUID;

/**
 * One thing that changes about an incident. The same change is written to the database, kept in the journal while the
 * database is away, and folded into the view in memory; each is idempotent.
 */
public sealed interface Change {

    UUID incidentId();

    Instant at();

    /** Nobody had an incident for this condition. */
    record Opened(UUID incidentId, Alert alert, Instant at) implements Change {}

    /** Another firing belongs to the incident: a second rule on its condition, or an effect that it explains. */
    record Contributed(UUID incidentId, Alert alert, Instant at) implements Change {}

    /**
     * An earlier incident turned out to be an effect of this one.
     *
     * @param effectId the incident that ends here as {@code joined}
     * @param effect a firing of it, which goes on as this incident's contributor
     */
    record Absorbed(UUID incidentId, UUID effectId, Alert effect, Instant at) implements Change {}

    /** A stricter rank came in with a contributor; the deadline counts from the opening as before. */
    record Raised(UUID incidentId, int rank, String label, Instant respondBy, String rule, Instant at)
            implements Change {}

    /** One contributor's condition is clear. */
    record Eased(UUID incidentId, String rule, String condition, Instant t0, Instant at) implements Change {}

    /** The cause is over and this effect goes on: it was not explained by it, and stands for itself again. */
    record LetGo(UUID incidentId, Alert alert, Instant at) implements Change {}

    record Resolved(UUID incidentId, Instant at) implements Change {}

    /** @param actor the key's or person's name */
    record Acknowledged(UUID incidentId, String actor, Instant at) implements Change {}

    record Queued(UUID incidentId, Notification notification, Instant at) implements Change {}

    record Withdrawn(UUID incidentId, UUID notification, Instant at) implements Change {}

    /**
     * One attempt to deliver.
     *
     * @param attempt 1 for the first
     * @param state what the attempt makes of the notification
     * @param result a fixed word or status, for the log of attempts
     * @param nextDue when to try again, if it is still pending
     */
    record Attempted(
            UUID incidentId,
            UUID notification,
            int attempt,
            Told.State state,
            String result,
            Instant nextDue,
            Instant at)
            implements Change {

        Told onto(Told told) {
            return new Told(told.notification().dueAt(nextDue), state, attempt);
        }
    }

    /**
     * A condition was found clear while only the store could know whose it is: a process that started without the store
     * has not seen what is open in it.
     *
     * @param incidentId the incident that this firing would have opened; it may have joined another
     */
    record Unplaced(UUID incidentId, String rule, String condition, Instant t0, Instant at) implements Change {}

    /** A word for the timeline. */
    record Noted(UUID incidentId, String text, Instant at) implements Change {}

    /** As the journal keeps it. */
    default JsonNode encode() {
        return Wire.tree(getClass().getSimpleName(), this);
    }

    static Change decode(JsonNode json) throws Wire.MalformedException {
        return Wire.<Change>readKind(json, Change::typeOf);
    }

    private static Class<? extends Change> typeOf(String kind) {
        return switch (kind) {
            case "Opened" -> Opened.class;
            case "Contributed" -> Contributed.class;
            case "Absorbed" -> Absorbed.class;
            case "Raised" -> Raised.class;
            case "Eased" -> Eased.class;
            case "LetGo" -> LetGo.class;
            case "Resolved" -> Resolved.class;
            case "Acknowledged" -> Acknowledged.class;
            case "Queued" -> Queued.class;
            case "Withdrawn" -> Withdrawn.class;
            case "Attempted" -> Attempted.class;
            case "Unplaced" -> Unplaced.class;
            case "Noted" -> Noted.class;
            default -> throw new IllegalArgumentException("no change is of kind " + kind);
        };
    }
}
