package io.carillon.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * One figure over all rounds.
 *
 * @param sorted at least one, ascending
 */
public record Spread(List<Double> sorted) {

    public Spread {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    public static Spread of(Collection<Double> values) {
        return new Spread(List.copyOf(values));
    }

    /** The middle one; of an even number the lower of the two. */
    public double median() {
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** Median and range. */
    public String shown(int digits) {
        var form = "%." + digits + "f";
        return String.format(
                Locale.ROOT, form + " [" + form + " … " + form + "]", median(), sorted.getFirst(), sorted.getLast());
    }
}
