package io.carillon.booking.datacheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the data checks, {@code carillon.datacheck.*}. */
@ConfigMapping(prefix = "carillon.datacheck")
interface DataCheckSettings {

    /** How often a replica looks whether the daily run is due, and tells what the last one found. */
    @WithDefault("30s")
    Duration look();

    /** From the beginning of one complete run to the next (R-BOOK-26). */
    @WithDefault("24h")
    Duration every();

    /** How long results and archived rows are kept. */
    @WithDefault("90d")
    Duration keep();

    /** What a repair gives an appointment whose end cannot be. */
    @WithDefault("30m")
    Duration usualLength();
}
