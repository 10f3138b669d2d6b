package io.carillon.runbook.pack;

import java.util.Map;

/**
 * An example of a severity: every fact named must be known and its value must lie in its band.
 *
 * @param facts never empty; a flag's band is "at least 1"
 */
public record Predicate(Map<FactKind, Band> facts) {
    public Predicate {
        facts = Map.copyOf(facts);
    }

    /** Whether the facts say so; a fact nobody knows says nothing. */
    public boolean holds(Map<FactKind, Double> known) {
        return facts.entrySet().stream().allMatch(wanted -> {
            Double value = known.get(wanted.getKey());
            return value != null && wanted.getValue().contains(value);
        });
    }
}
