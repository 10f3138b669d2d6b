package io.carillon.alerting.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failed attempt: doubling, with full jitter over the upper half, so that replicas that failed
 * together do not come back together.
 *
 * @param first the wait after the first failure, before jitter
 * @param most the longest wait
 */
public record Backoff(Duration first, Duration most) {

    public Backoff {
        if (!first.isPositive() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("a backoff needs 0 < first <= most, not " + first + " and " + most);
        }
    }

    /**
     * @param attempts attempts made, 1 or more
     * @return between half and all of {@code first * 2^(attempts-1)}, capped at {@code most}
     */
    public Duration after(int attempts, RandomGenerator random) {
        var doublings = Math.min(attempts - 1, 30);
        var full = Math.min(most.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
