package io.carillon.booking.dashboard;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * How long bookings took, as counts per bucket that can be added up over days: bucket {@code n} holds what took up to
 * {@code 1.1^n} milliseconds. A percentile read from it is at most ten per cent too high, never too low.
 *
 * @param seconds sum of all durations
 */
record Durations(SortedMap<Integer, Long> buckets, double seconds) {

    /** Growth from one bucket to the next; also in the statement that counts. */
    static final double GROWTH = 1.1;

    /** R-ALRT-08. */
    static final Duration ALERT_ABOVE = Duration.ofMinutes(5);

    long count() {
        return buckets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Seconds; empty when nothing was booked. */
    OptionalDouble average() {
        var count = count();
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(seconds / count);
    }

    /**
     * Seconds that this share of bookings took at most; empty when nothing was booked.
     *
     * @param share above 0, at most 1
     */
    OptionalDouble quantile(double share) {
        var rank = (long) Math.ceil(share * count());
        var passed = 0L;
        for (var bucket : buckets.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return OptionalDouble.of(Math.pow(GROWTH, bucket.getKey()) / 1_000);
            }
        }
        return OptionalDouble.empty();
    }
}
