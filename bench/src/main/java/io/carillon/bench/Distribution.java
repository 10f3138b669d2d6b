package io.carillon.bench;

import java.time.Duration;
import java.util.List;

/**
 * Measured times, all of them kept: percentiles are exact and one of the values, by the nearest rank. The 99th of fewer
 * than 100 values is therefore the greatest.
 *
 * @param sorted at least one, in any order; kept shortest first
 */
public record Distribution(List<Duration> sorted) {

    public Distribution {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /**
     * The shortest value that at least {@code percent} of all values do not exceed.
     *
     * @param percent 1 to 100
     */
    public Duration percentile(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("a percentile lies between 1 and 100, not at " + percent);
        }
        var rank = Math.ceilDiv((long) percent * sorted.size(), 100);
        return sorted.get((int) rank - 1);
    }

    public Duration greatest() {
        return sorted.getLast();
    }

    Duration mean() {
        return sorted.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(sorted.size());
    }

    public int size() {
        return sorted.size();
    }
}
