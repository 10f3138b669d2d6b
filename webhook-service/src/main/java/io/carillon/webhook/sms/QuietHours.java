package io.carillon.webhook.sms;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours in which nobody is sent a message, by the clinic's wall clock.
 *
 * @param from inclusive
 * @param to exclusive; at or before {@code from} it is the next morning's, the same as {@code from} means no quiet hours
 */
record QuietHours(LocalTime from, LocalTime to) {

    /**
     * When a message may go out that would go out {@code now}. What does not keep until the morning, because the
     * appointment begins before, goes out at once.
     */
    Instant opening(Instant now, ZoneId zone, Instant appointment) {
        var local = now.atZone(zone);
        if (!quiet(local.toLocalTime())) {
            return now;
        }
        var day = local.toLocalTime().isBefore(to)
                ? local.toLocalDate()
                : local.toLocalDate().plusDays(1);
        // Where the clocks go forward over this time the zone's rules give the first moment after the gap.
        var morning = day.atTime(to).atZone(zone).toInstant();
        // Where they go back over it, "before to" by the wall clock can be after the first of two such moments.
        var opening = morning.isAfter(now)
                ? morning
                : day.atTime(to).atZone(zone).withLaterOffsetAtOverlap().toInstant();
        return appointment.isAfter(opening) ? opening : now;
    }

    private boolean quiet(LocalTime time) {
        if (from.equals(to)) {
            return false;
        }
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
