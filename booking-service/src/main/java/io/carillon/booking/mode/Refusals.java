package io.carillon.booking.mode;

import io.carillon.booking.mode.Switches.PlatformState;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said to whom it is closed for. The texts can be read out on the telephone; why it is closed is said by {@code
 * GET /api/mode} only.
 */
@ApplicationScoped
class Refusals {

    private static final int UNAVAILABLE = 503;

    /** Whoever hears of a longer one would not come back in time when it is over early. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ModeSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    Refusals(ModeSettings settings, Metrics metrics, Clock clock) {
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    ProblemException readOnly(PlatformState state) {
        return closed(
                "READ_ONLY",
                "Read-only",
                "Appointments can be looked up at the moment, but not made or changed.",
                wait(state.until()));
    }

    ProblemException maintenance(PlatformState state) {
        return closed("MAINTENANCE", "Maintenance", "The appointment book is being maintained.", wait(state.until()));
    }

    ProblemException featureOff() {
        return closed(
                "FEATURE_OFF",
                "Feature switched off",
                "The clinic does not take bookings this way at the moment.",
                settings.retryAfter());
    }

    /** Before the database could first be asked. */
    ProblemException notKnownYet() {
        return closed(
                "DEPENDENCY_UNAVAILABLE",
                "Database unavailable",
                "The appointment book cannot be reached.",
                Duration.ofSeconds(1));
    }

    private ProblemException closed(String code, String title, String text, Duration wait) {
        metrics.count("mode.refused", Map.of("code", code));
        return new ProblemException(
                        UNAVAILABLE,
                        code,
                        title,
                        text + " Nothing was changed. Please try again in %s.".formatted(spoken(wait)))
                .withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    private Duration wait(@Nullable Instant until) {
        var now = clock.instant();
        if (until == null || !until.isAfter(now)) {
            return settings.retryAfter();
        }
        var left = Duration.between(now, until).plusMillis(999).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        return left.compareTo(LONGEST) > 0 ? LONGEST : left;
    }

    private static String spoken(Duration wait) {
        var minutes = (wait.toSeconds() + 59) / 60;
        if (wait.toSeconds() <= 5) {
            return "a few seconds";
        }
        return minutes <= 1 ? "a minute" : minutes + " minutes";
    }
}
