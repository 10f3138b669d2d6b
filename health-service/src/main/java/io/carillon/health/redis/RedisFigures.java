package io.carillon.health.redis;

import java.time.Duration;

/** What a look at Redis showed. */
public sealed interface RedisFigures {

    /** How long the look took. */
    Duration latency();

    /**
     * It answered.
     *
     * @param usedBytes {@code used_memory} of {@code INFO memory}
     * @param keys {@code DBSIZE} of the database we use
     */
    record Connected(Duration latency, long usedBytes, long keys) implements RedisFigures {}

    /** It did not answer within the limit, or not as Redis does. */
    record Disconnected(Duration latency) implements RedisFigures {}
}
