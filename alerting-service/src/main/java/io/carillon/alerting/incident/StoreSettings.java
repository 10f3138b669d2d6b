package io.carillon.alerting.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where incidents are kept. */
@ConfigMapping(prefix = "carillon.alerting.store")
public interface StoreSettings {

    /** Directory of the journal that stands in for the store ({@code CARILLON_JOURNAL_DIR}); must outlive the process. */
    Path journal();

    /** How often a store that is away is looked for, and one that is there is looked at. */
    @WithDefault("500ms")
    Duration beat();

    /** How long verdicts wait at start for the store to be migrated before the journal takes them. */
    @WithDefault("10s")
    Duration startPatience();
}
