package io.carillon.alerting.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * A firing that belongs to an incident: its own condition's, or an effect's that the incident explains.
 *
 * @param clearedAt when the rule found its condition clear; empty while it fires
 */
public record Contributor(Alert alert, Optional<Instant> clearedAt) {

    public boolean firing() {
        return clearedAt.isEmpty();
    }

    Contributor cleared(Instant at) {
        return new Contributor(alert, Optional.of(at));
    }
}
