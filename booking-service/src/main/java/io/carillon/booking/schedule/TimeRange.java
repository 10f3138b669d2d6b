package io.carillon.booking.schedule;

import java.time.Duration;
import java.time.Instant;

/**
 * A half-open stretch of time, as {@code tstzrange '[)'} has it: two ranges that touch do not overlap.
 *
 * @param start inclusive
 * @param end exclusive, after {@code start}
 */
public record TimeRange(Instant start, Instant end) {

    public TimeRange {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a time range ends after it starts: " + start + " to " + end);
        }
    }

    public static TimeRange of(Instant start, Duration length) {
        return new TimeRange(start, start.plus(length));
    }

    public Duration length() {
        return Duration.between(start, end);
    }

    public boolean overlaps(TimeRange other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    public boolean contains(TimeRange other) {
        return !other.start.isBefore(start) && !other.end.isAfter(end);
    }
}
