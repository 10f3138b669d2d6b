package io.carillon.webhook.calllog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the call log, {@code carillon.calls.*}. */
@ConfigMapping(prefix = "carillon.calls")
interface CallLogSettings {

    /** How long a call stays in the log (design, section 9). */
    @WithDefault("400d")
    Duration keep();

    /** How often promises are held against appointments. */
    @WithDefault("15s")
    Duration reconcile();

    /** How long after a caller was told "confirmed" the appointment must have been told of (R-ALRT-12). */
    @WithDefault("5m")
    Duration promisePatience();

    /**
     * How long appointments are known that no call has asked for yet, and patients whose old id may still come; longer than
     * the 7 days for which Kafka hands events over again.
     */
    @WithDefault("8d")
    Duration keepSeen();
}
