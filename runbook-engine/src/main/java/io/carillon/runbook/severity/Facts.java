package io.carillon.runbook.severity;

import io.carillon.runbook.pack.FactKind;
import io.carillon.runbook.pack.Unit;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is known about an incident. What nobody knows is not in it, and no example of a severity holds by it.
 *
 * @param values in the measure of the kind's unit: percent of a hundred, seconds, counts; 1 for a flag
 */
public record Facts(Map<FactKind, Double> values) {
    public Facts {
        values = Map.copyOf(values);
    }

    public static Facts none() {
        return new Facts(Map.of());
    }

    /**
     * A flag that is set.
     *
     * @throws IllegalArgumentException when the kind has a value
     */
    public Facts with(FactKind flag) {
        if (flag.unit() != Unit.FLAG) {
            throw new IllegalArgumentException(flag.word() + " is counted in " + flag.unit() + ", give its value");
        }
        return with(flag, 1);
    }

    public Facts with(FactKind kind, double value) {
        Map<FactKind, Double> more = new EnumMap<>(FactKind.class);
        more.putAll(values);
        more.put(kind, value);
        return new Facts(more);
    }

    /** Whether it is known and not zero. */
    public boolean has(FactKind kind) {
        return values.getOrDefault(kind, 0.0) != 0;
    }
}
