package io.carillon.webhook.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which clinic speaks when the called number is nobody's. */
@ConfigMapping(prefix = "carillon.directory")
interface DirectorySettings {

    /** Code of the clinic whose greeting an unknown number gets; a neutral greeting where there is no such clinic. */
    @WithDefault("DEMO")
    String defaultClinic();
}
