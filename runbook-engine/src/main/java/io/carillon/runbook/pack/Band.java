package io.carillon.runbook.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range of values with one rank. Seeds say "more than" unless they say otherwise, so bounds know whether they belong
 * to the band.
 *
 * @param lower none means from the lowest value on
 * @param upper none means to the highest value
 * @param rank 0 (worst) to 3
 */
public record Band(Optional<Bound> lower, Optional<Bound> upper, int rank) {

    /** An end of a band; whether the value itself belongs to it. */
    public record Bound(double value, boolean inclusive) {}

    public boolean contains(double value) {
        return lower.map(bound -> bound.inclusive() ? value >= bound.value() : value > bound.value())
                        .orElse(true)
                && upper.map(bound -> bound.inclusive() ? value <= bound.value() : value < bound.value())
                        .orElse(true);
    }

    /** As an operator reads it, for example {@code > 10} or {@code ≥ 1% and < 5%}. */
    public String text(Unit unit) {
        List<String> parts = new ArrayList<>();
        lower.ifPresent(bound -> parts.add((bound.inclusive() ? "≥ " : "> ") + new Quantity(bound.value(), unit)));
        upper.ifPresent(bound -> parts.add((bound.inclusive() ? "≤ " : "< ") + new Quantity(bound.value(), unit)));
        return String.join(" and ", parts);
    }
}
