package io.carillon.webhook.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of what comes after the answer, {@code carillon.delivery.*}. */
@ConfigMapping(prefix = "carillon.delivery")
interface DeliverySettings {

    /**
     * Whether this replica works callbacks off. One that does not answers and records them, and leaves what they lead to
     * to others: so a rush of calls and the work that follows need not share a machine.
     */
    @WithDefault("true")
    boolean work();

    /** Tries of a job before it is a dead letter (R-WEB-15). */
    @WithDefault("5")
    int tries();

    /** After the first failed try; doubled each time, and drawn from its upper half. */
    @WithDefault("10s")
    Duration firstPause();

    @WithDefault("10m")
    Duration longestPause();

    /** How often jobs that are due are looked for. */
    @WithDefault("1s")
    Duration look();

    /** How often the queue is counted for the gauges. */
    @WithDefault("5s")
    Duration gauges();

    /** Jobs taken at one look. */
    @WithDefault("50")
    int claim();

    /** How long whoever took a job has for it; after that another replica takes it. A transaction that outlasts it does nothing. */
    @WithDefault("30s")
    Duration lease();
}
