package io.carillon.kit.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the queue before the connection pool, {@code carillon.pool.*}. */
@ConfigMapping(prefix = "carillon.pool")
interface PoolSettings {

    /**
     * How many callers may wait for a connection at once; the next is answered 503 without waiting. More than the 200
     * concurrent bookings that must all be served, few enough to be worked off within the acquisition time-out.
     */
    @WithDefault("1000")
    int maxWaiting();

    /**
     * How many replicas of this service there may be at once, those that a rolling deployment replaces among them: their
     * connections together must fit into what PostgreSQL allows (R-PERF-18). 1 to 1000.
     */
    @WithDefault("2")
    int replicas();

    /** A transaction that takes longer is counted as slow (R-PERF-13, R-ALRT-24). */
    @WithDefault("100ms")
    Duration slow();
}
