package io.carillon.webhook.sms;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after the n-th failure: doubled each time up to a cap, then drawn from its upper half, so that what
 * failed together does not come back together.
 *
 * @param first wait after the first failure, before the draw
 * @param longest no wait is longer
 */
record Backoff(Duration first, Duration longest) {

    private static final int MOST_DOUBLINGS = 30;

    Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "a backoff needs 0 < first <= longest, not " + first + " and " + longest);
        }
    }

    /** @param failures 1 or more */
    Duration after(int failures, RandomGenerator random) {
        var doublings = Math.clamp(failures - 1L, 0, MOST_DOUBLINGS);
        var full = Math.min(longest.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
