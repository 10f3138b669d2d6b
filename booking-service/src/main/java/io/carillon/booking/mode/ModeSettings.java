package io.carillon.booking.mode;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the switches, {@code carillon.mode.*}; {@code carillon.mode.look} is how often replicas poll. */
@ConfigMapping(prefix = "carillon.mode")
interface ModeSettings {

    /** How often a replica looks for switches that another one was told of: they must hold everywhere within 1 s. */
    @WithDefault("500ms")
    Duration look();

    /** What {@code Retry-After} says where nobody said until when. */
    @WithDefault("60s")
    Duration retryAfter();

    /** How long a switch waits for writes that had begun before it: longer than a booking can take. */
    @WithDefault("15s")
    Duration patience();
}
