package io.carillon.booking.appointment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * On whose behalf something is asked.
 *
 * @param name of the key or service
 * @param source address the request came from
 * @param clinic the only clinic the requester speaks for; empty for one who speaks for all
 * @param deadline when the requester stops waiting for the answer; empty for one who did not say
 */
public record Requester(String name, String source, Optional<UUID> clinic, Optional<Instant> deadline) {

    /** As long as somebody who named no deadline waits for others. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** How long this requester still waits; zero or less when not at all. */
    public Duration patience(Instant now) {
        return deadline.map(end -> Duration.between(now, end)).orElse(PATIENCE);
    }

    public boolean mayAskOf(UUID otherClinic) {
        return clinic.map(otherClinic::equals).orElse(true);
    }
}
