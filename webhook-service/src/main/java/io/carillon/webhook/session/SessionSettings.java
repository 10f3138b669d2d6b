package io.carillon.webhook.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions live and how often they are looked after. */
@ConfigMapping(prefix = "carillon.session")
interface SessionSettings {

    /** A session that nobody uses for so long has ended. */
    @WithDefault("30m")
    Duration idle();

    /** A session older than this is removed by the clean-up, however often it is used. */
    @WithDefault("24h")
    Duration retention();

    /** How long after the last clean-up, by whichever replica, the next one is due. */
    @WithDefault("24h")
    Duration cleanupEvery();

    /** How often the number of sessions is logged. */
    @WithDefault("60s")
    Duration report();

    /** How long changes of calls are gathered before Redis is told; no caller waits for it. */
    @WithDefault("250ms")
    Duration gather();
}
