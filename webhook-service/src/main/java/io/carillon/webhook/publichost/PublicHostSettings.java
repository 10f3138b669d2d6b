package io.carillon.webhook.publichost;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the host of {@code PUBLIC_BASE_URL} is looked at, {@code carillon.public-host.*}. */
@ConfigMapping(prefix = "carillon.public-host")
interface PublicHostSettings {

    /** Between two looks while all is well. */
    @WithDefault("1h")
    Duration every();

    /** Between two looks while it does not resolve or shows no certificate. */
    @WithDefault("1m")
    Duration again();

    /** How often a concern is counted for the rule in the pack, whose window is two minutes. */
    @WithDefault("30s")
    Duration report();

    /** A certificate that lasts for less is warned of (R-WEB-09). */
    @WithDefault("14d")
    Duration warnBefore();

    /** Time-out of resolving. */
    @WithDefault("5s")
    Duration resolve();

    /** Time-out of connecting. */
    @WithDefault("5s")
    Duration connect();

    /** From the beginning of the handshake to its end, however slowly it goes on. */
    @WithDefault("5s")
    Duration handshake();
}
