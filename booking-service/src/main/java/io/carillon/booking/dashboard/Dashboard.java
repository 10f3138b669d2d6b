package io.carillon.booking.dashboard;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A clinic from above.
 *
 * @param from first day, by the clinic's clock
 * @param to last day
 * @param asOf when this was read; what happened since is not in it
 * @param totals appointments that start in these days, by status
 * @param days the same by day; days without appointments are left out
 */
@RegisterForReflection
public record Dashboard(
        UUID orgId,
        String clinic,
        String timeZone,
        LocalDate from,
        LocalDate to,
        Instant asOf,
        Map<String, Long> totals,
        List<Day> days,
        Bookings bookings,
        BookingTime bookingTime) {

    /** Appointments that start on a day, by status. */
    @RegisterForReflection
    public record Day(LocalDate day, Map<String, Long> totals) {}

    /**
     * Attempts to book that ended in these days (R-BOOK-11).
     *
     * @param successRate 0 to 1; null when nobody tried
     * @param target what the rate should be above
     * @param onTarget null when nobody tried
     * @param failedByCode by the codes of R-BOOK-03
     */
    @RegisterForReflection
    public record Bookings(
            long booked,
            long failed,
            @Nullable Double successRate,
            double target,
            @Nullable Boolean onTarget,
            Map<String, Long> failedByCode) {

        /** R-BOOK-11: more than 99 % daily. */
        static final double TARGET = 0.99;

        static Bookings of(long booked, Map<String, Long> failedByCode) {
            var failed =
                    failedByCode.values().stream().mapToLong(Long::longValue).sum();
            var rate = booked + failed == 0 ? null : (double) booked / (booked + failed);
            return new Bookings(booked, failed, rate, TARGET, rate == null ? null : rate > TARGET, failedByCode);
        }
    }

    /**
     * From the first intent to book to the commit, in seconds; null when nothing was booked.
     *
     * @param alertAbove average that is too long (R-ALRT-08)
     */
    @RegisterForReflection
    public record BookingTime(
            @Nullable Double averageSeconds, @Nullable Double p95Seconds, long alertAbove) {

        static BookingTime of(Durations durations) {
            var average = durations.average();
            var p95 = durations.quantile(0.95);
            return new BookingTime(
                    average.isPresent() ? average.getAsDouble() : null,
                    p95.isPresent() ? p95.getAsDouble() : null,
                    Durations.ALERT_ABOVE.toSeconds());
        }
    }
}
