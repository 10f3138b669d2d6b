package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One firing of one rule, with all that the pack said of it at that moment: a later change of the pack does not rewrite
 * it (R-ALRT-65).
 *
 * @param condition kind and subject, for example {@code down:postgres}
 * @param rank 0 (worst) to 3
 * @param respondWithin the pack's response time for the rank; zero means at once
 * @param resolveAfter how long the condition must be clear
 * @param t0 when the rule became true by the brokers' clock: the incident's opening time if this alert opens one
 * @param since when the trouble itself began
 */
public record Alert(
        String condition,
        String rule,
        int rank,
        String label,
        String pack,
        Duration respondWithin,
        Duration resolveAfter,
        Instant t0,
        Instant since,
        List<Target> targets,
        Message message) {

    public Alert {
        targets = List.copyOf(targets);
    }

    /** The incident that this alert would open. */
    public UUID incidentId() {
        return IncidentIds.incident(condition, t0);
    }

    /** By when a person must have answered. */
    public Instant respondBy() {
        return t0.plus(respondWithin);
    }

    /** Whether {@code other} is this same firing, heard again. */
    public boolean isSameFiringAs(Alert other) {
        return isFiring(other.rule, other.condition, other.t0);
    }

    public boolean isFiring(String ofRule, String ofCondition, Instant from) {
        return rule.equals(ofRule) && condition.equals(ofCondition) && t0.equals(from);
    }

    public @Nullable String clinic() {
        return message.clinic();
    }
}
