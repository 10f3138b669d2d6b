package io.carillon.booking.schedule;

import java.time.Duration;

/**
 * Time that belongs to an appointment without being part of it: to prepare before and to clean up after. It is claimed
 * with the appointment, so that nobody else is booked into it; it may lie outside the working hours.
 *
 * @param before 0 to 240 minutes
 * @param after 0 to 240 minutes
 */
public record Buffers(Duration before, Duration after) {

    /** Longest buffer, in minutes. */
    static final int MAX_MINUTES = 240;

    private static final Duration MAX = Duration.ofMinutes(MAX_MINUTES);

    public static final Buffers NONE = new Buffers(Duration.ZERO, Duration.ZERO);

    public Buffers {
        if (!allowed(before) || !allowed(after)) {
            throw new IllegalArgumentException("a buffer has 0 to 240 minutes: " + before + ", " + after);
        }
    }

    static Buffers ofMinutes(int before, int after) {
        return new Buffers(Duration.ofMinutes(before), Duration.ofMinutes(after));
    }

    /** What an appointment of {@code slot} claims of the doctor's time. */
    public TimeRange around(TimeRange slot) {
        return new TimeRange(slot.start().minus(before), slot.end().plus(after));
    }

    private static boolean allowed(Duration buffer) {
        return !buffer.isNegative() && buffer.compareTo(MAX) <= 0;
    }
}
