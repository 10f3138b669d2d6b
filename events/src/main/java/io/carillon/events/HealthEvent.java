package io.carillon.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the probes saw; topic {@link Topic#HEALTH}, in order per probe. */
public sealed interface HealthEvent extends Event {

    /** The probe's id in the pack, for example {@code postgres}. */
    String probe();

    @Override
    default String key() {
        return probe();
    }

    /** Whether what is probed could be used. */
    enum Outcome {
        UP,
        DOWN
    }

    /**
     * The result of one check.
     *
     * @param reason why it is down, in a word of the field ({@code refused}, {@code timeout}, {@code unauthorized},
     *     {@code status-503}); null when up
     * @param latencyMs how long the check took, milliseconds
     * @param failures failures in a row up to and with this check; 0 when up
     */
    record ProbeChecked(
            String probe,
            String kind,
            Outcome outcome,
            @Nullable String reason,
            long latencyMs,
            int failures,
            Instant checkedAt)
            implements HealthEvent {}

    /** The probe's state changed after as many agreeing checks as its pack asks for. */
    record ProbeStateChanged(
            String probe,
            Outcome from,
            Outcome to,
            @Nullable String reason,
            Instant since) implements HealthEvent {}
}
