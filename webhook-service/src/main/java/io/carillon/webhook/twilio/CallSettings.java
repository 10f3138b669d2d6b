package io.carillon.webhook.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long Twilio's callbacks may take. */
@ConfigMapping(prefix = "carillon.twilio")
interface CallSettings {

    /** From the arrival of a callback until its answer is of no use; below Twilio's 15 s and our own 10 s (R-WEB-04). */
    @WithDefault("8s")
    Duration deadline();
}
