package io.carillon.webhook.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How callbacks are made durable and how long their answers are kept. */
@ConfigMapping(prefix = "carillon.intake")
interface IntakeSettings {

    /** How long Kafka has to acknowledge a callback before it goes to the spool; above zero, below Twilio's 15 s. */
    @WithDefault("1s")
    Duration kafkaBudget();

    /** How long Kafka may take for an event from the spool before it is sent again. */
    @WithDefault("5s")
    Duration drainPatience();

    /** Folder of the spool; each replica has its own folder in it. */
    @WithDefault("${CARILLON_SPOOL_DIR:data/spool}")
    Path spoolDir();

    /** Bytes of disk that waiting callbacks may take; then callers are asked to call again. */
    @WithDefault("268435456")
    long spoolLimit();

    /** How long a repeat of a request gets the same answer. Twilio repeats within its 15 s, if at all. */
    @WithDefault("15m")
    Duration replayTtl();
}
