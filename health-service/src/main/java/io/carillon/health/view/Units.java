package io.carillon.health.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Figures with their units as the paths write them, with a dot in every locale. */
final class Units {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final double MEGABYTE = 1024.0 * 1024.0;

    private Units() {}

    /** Whole milliseconds, begun ones counted: {@code 12ms}. Only what took no time at all, or never was, is {@code 0ms}. */
    static String milliseconds(Duration duration) {
        return Math.ceilDiv(duration.toNanos(), ChronoUnit.MILLIS.getDuration().toNanos()) + "ms";
    }

    /** Binary megabytes with one decimal, as Redis itself counts them: {@code 15.2MB}. */
    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1fMB", bytes / MEGABYTE);
    }

    /** A percentage with two decimals: {@code 0.02%}. */
    static String percent(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }

    /** UTC without decimals: {@code 2024-01-15T10:30:00Z}. */
    static String timestamp(Instant instant) {
        return SECONDS.format(instant);
    }
}
