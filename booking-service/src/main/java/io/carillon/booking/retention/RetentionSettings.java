package io.carillon.booking.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** Settings of the sweep, {@code carillon.retention.*}. */
@ConfigMapping(prefix = "carillon.retention")
interface RetentionSettings {

    /** How often is swept. */
    @WithDefault("1h")
    Duration look();

    /** Counts what would go and lets it stay. */
    @WithDefault("false")
    boolean dryRun();

    /** Rows taken away in one transaction. */
    @WithDefault("500")
    int batch();

    /** Batches of one class in one sweep; what is left waits for the next. */
    @WithDefault("100")
    int batches();

    /** How long each class is kept, by its name, for example {@code booking-attempts=400D}; see the classes' own. */
    Map<String, Duration> periods();

    default Duration period(RetentionClass kept) {
        return periods().getOrDefault(kept.word(), kept.period());
    }
}
