package io.carillon.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The life of incidents; topic {@link Topic#INCIDENTS}, in order per incident. */
public sealed interface IncidentEvent extends Event {

    UUID incidentId();

    @Override
    default String key() {
        return incidentId().toString();
    }

    /**
     * A condition became true and nobody had an incident for it.
     *
     * @param rank 0 (worst) to 3
     * @param label the pack's word for the rank, for example {@code P1}
     * @param condition kind and subject, for example {@code down:postgres}
     */
    record IncidentOpened(
            UUID incidentId, int rank, String label, String rule, String condition, String pack, Instant openedAt)
            implements IncidentEvent {}

    /** A person took the incident on. */
    record IncidentAcknowledged(UUID incidentId, String actor, Instant acknowledgedAt) implements IncidentEvent {}

    /** Another rule's or an explained condition's alert was added to the incident instead of opening its own. */
    record IncidentJoined(UUID incidentId, String rule, String condition, Instant joinedAt) implements IncidentEvent {}

    /** The condition has been clear for the pack's time, or a person said so. */
    record IncidentResolved(UUID incidentId, @Nullable String actor, Instant resolvedAt) implements IncidentEvent {}
}
