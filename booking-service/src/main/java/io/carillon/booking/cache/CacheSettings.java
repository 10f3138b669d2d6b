package io.carillon.booking.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the general cache, {@code carillon.cache.*}; {@code CACHE_ENABLED} and {@code CACHE_TTL} (R-OPS-02). */
@ConfigMapping(prefix = "carillon.cache")
interface CacheSettings {

    /** Whether anything is kept; {@code CACHE_ENABLED}. */
    @WithDefault("true")
    boolean enabled();

    /** Seconds that an answer is kept; {@code CACHE_TTL}. */
    @WithDefault("300")
    long ttl();

    /** Answers that one cache keeps at most, of all clinics together. */
    @WithDefault("10000")
    long size();

    default Duration timeToLive() {
        return Duration.ofSeconds(ttl());
    }
}
