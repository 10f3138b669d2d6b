package io.carillon.kit.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after the n-th failure in a row: doubled each time up to a cap, then drawn from its upper half, so
 * that those who failed together do not come back together.
 *
 * @param first the wait after the first failure, before the draw; above zero
 * @param longest no wait is longer; at least {@code first}
 */
public record Backoff(Duration first, Duration longest, RandomGenerator random) {

    /** Doublings beyond which every pause has long been the longest. */
    private static final int MOST_DOUBLINGS = 30;

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff needs 0 < first <= longest, not " + first + " and " + longest);
        }
    }

    /**
     * @param failures in a row, 1 or more
     * @return between half and all of {@code first * 2^(failures-1)}, capped at {@code longest}
     */
    public Duration after(int failures) {
        var doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        var full = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
