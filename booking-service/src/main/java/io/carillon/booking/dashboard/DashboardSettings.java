package io.carillon.booking.dashboard;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the totals, {@code carillon.totals.*}. */
@ConfigMapping(prefix = "carillon.totals")
interface DashboardSettings {

    /** How often it is looked whether a recount is due. */
    @WithDefault("1s")
    Duration look();

    /** How long a day that something happened at waits for more of it before it is recounted. */
    @WithDefault("5s")
    Duration delay();

    /** Days recounted in one transaction. */
    @WithDefault("50")
    int batch();

    /** How often the gauges of success and duration are read. */
    @WithDefault("30s")
    Duration gauges();
}
