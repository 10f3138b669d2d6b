package io.carillon.webhook.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What is known of clinics before, or without, Kafka telling of them. */
@ConfigMapping(prefix = "carillon.directory")
interface DirectorySettings {

    /** Code of the clinic whose greeting an unknown number gets; a neutral greeting where there is no such clinic. */
    @WithDefault("DEMO")
    String defaultClinic();

    /** Folder in which each replica keeps the clinics it knows, for a start without Kafka. */
    @WithDefault("${CARILLON_SPOOL_DIR:data/spool}")
    Path keptIn();
}
