package io.carillon.events;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The topics of the platform, with how long each keeps its events (design, section 3). */
public enum Topic {
    CALLS("carillon.calls", Duration.ofDays(7)),
    DEAD_CALLS("carillon.calls.dead", Duration.ofDays(30)),
    BOOKINGS("carillon.bookings", Duration.ofDays(7)),
    METRICS("carillon.metrics", Duration.ofDays(14)),
    HEALTH("carillon.health", Duration.ofDays(14)),
    SECURITY("carillon.security", Duration.ofDays(90)),
    AUDIT("carillon.audit", Duration.ofDays(400)),
    INCIDENTS("carillon.incidents", Duration.ofDays(400)),
    COMMANDS("carillon.commands", Duration.ofDays(1)),
    /** Compacted: the newest description of each clinic is kept for ever. */
    CLINICS("carillon.clinics", null),
    /** Alerting's own: signals re-keyed by series. */
    SERIES("carillon.series", Duration.ofDays(1)),
    /** Alerting's own: what the evaluators found. */
    VERDICTS("carillon.verdicts", Duration.ofDays(14));

    private final String baseName;
    private final @Nullable Duration retention;

    Topic(String baseName, @Nullable Duration retention) {
        this.baseName = baseName;
        this.retention = retention;
    }

    /** The topic's name without the prefix that keeps test suites apart. */
    public String baseName() {
        return baseName;
    }

    /** The topic's name under {@code prefix}; an empty prefix in every real installation. */
    public String name(String prefix) {
        return prefix + baseName;
    }

    /** How long events are kept; empty for a compacted topic. */
    public Optional<Duration> retention() {
        return Optional.ofNullable(retention);
    }

    public boolean compacted() {
        return retention == null;
    }
}
