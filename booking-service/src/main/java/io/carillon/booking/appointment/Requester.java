package io.carillon.booking.appointment;

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

    public boolean mayAskOf(UUID otherClinic) {
        return clinic.map(otherClinic::equals).orElse(true);
    }
}
