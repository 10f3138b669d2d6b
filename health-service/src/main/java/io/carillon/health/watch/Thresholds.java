package io.carillon.health.watch;

import io.carillon.events.HealthEvent.Outcome;

/**
 * How many equal looks in a row settle an outcome, from the pack.
 *
 * @param failures looks that make it down, at least 1
 * @param successes looks that make it up again, at least 1
 */
public record Thresholds(int failures, int successes) {

    public Thresholds {
        if (failures < 1 || successes < 1) {
            throw new IllegalArgumentException("a probe needs at least one look to change its state");
        }
    }

    int needed(Outcome outcome) {
        return switch (outcome) {
            case DOWN -> failures;
            case UP -> successes;
        };
    }
}
