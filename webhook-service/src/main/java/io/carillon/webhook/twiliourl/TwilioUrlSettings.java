package io.carillon.webhook.twiliourl;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often Twilio is asked what it holds for our numbers, {@code carillon.twilio-urls.*}. */
@ConfigMapping(prefix = "carillon.twilio-urls")
interface TwilioUrlSettings {

    /** Between two checks while all is well and the clinics' numbers are the same. */
    @WithDefault("24h")
    Duration every();

    /** Between two checks while it is not: a repair is seen by every replica after as long. */
    @WithDefault("1m")
    Duration again();
}
