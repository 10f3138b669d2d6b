package io.carillon.runbook.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a probe.
 *
 * @param createdAt when watching began
 * @param lastAt the newest check
 * @param failures failed checks in a row; good ones too few to end an outage do not break the row
 * @param successes good checks in a row up to the newest; 0 when that failed
 * @param firstFailureAt the first of those failures
 * @param downSince the first failure of the outage, from when enough failures made it one until enough good checks
 *     ended it
 * @param holds one for each rank, strictest first
 */
public record HealthState(
        Instant createdAt,
        @Nullable Instant lastAt,
        int failures,
        int successes,
        @Nullable Instant firstFailureAt,
        @Nullable Instant downSince,
        List<Hold> holds) {
    public HealthState {
        holds = List.copyOf(holds);
    }

    HealthState with(List<Hold> changed) {
        return new HealthState(createdAt, lastAt, failures, successes, firstFailureAt, downSince, changed);
    }
}
