package io.carillon.runbook.pack;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a value begins to be bad, and how bad. One band for a plain limit ({@code above: 10}), several that touch
 * without gap or overlap where a runbook has levels.
 *
 * @param bands ascending, never empty
 */
public record Limit(List<Band> bands, Unit unit) {
    public Limit {
        bands = List.copyOf(bands);
    }

    /** The band a value lies in; empty when the value is harmless. */
    public Optional<Band> band(double value) {
        return bands.stream().filter(band -> band.contains(value)).findFirst();
    }

    /** The limit a value has passed, in words, for example {@code > 10}; the mildest one when it has passed none. */
    public String text(double value) {
        Band mildest = bands.stream().max(Comparator.comparingInt(Band::rank)).orElseThrow();
        return band(value).orElse(mildest).text(unit);
    }

    /** The strictest (lowest) rank of all bands. */
    public int strictest() {
        return bands.stream().mapToInt(Band::rank).min().orElseThrow();
    }

    /** The ranks of its bands, each once, strictest first. */
    public List<Integer> ranks() {
        return bands.stream()
                .map(Band::rank)
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
