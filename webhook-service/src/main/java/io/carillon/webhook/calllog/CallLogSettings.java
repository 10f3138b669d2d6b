package io.carillon.webhook.calllog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the call log, {@code carillon.calls.*}. */
@ConfigMapping(prefix = "carillon.calls")
interface CallLogSettings {

    /** How often promises are held against appointments. */
    @WithDefault("15s")
    Duration reconcile();

    /** How long after a caller was told "confirmed" the appointment must have been told of (R-ALRT-12). */
    @WithDefault("5m")
    Duration promisePatience();
}
