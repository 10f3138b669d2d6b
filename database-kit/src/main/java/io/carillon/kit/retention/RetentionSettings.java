package io.carillon.kit.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Settings of the sweep, {@code carillon.retention.*}. */
@ConfigMapping(prefix = "carillon.retention")
public interface RetentionSettings {

    /** How often is swept. */
    @WithDefault("1h")
    Duration look();

    /** Counts what would go and lets it stay. */
    @WithDefault("false")
    boolean dryRun();

    /** Rows taken away in one transaction, so that nobody waits long for its locks. */
    @WithDefault("1000")
    int batch();

    /** Batches of one kind in one sweep; what is left waits for the next. */
    @WithDefault("1000")
    int batches();

    /** How long each kind is kept, by its word, for example {@code booking-attempts=400D}; else the kinds' own. */
    Map<String, Duration> periods();
}
