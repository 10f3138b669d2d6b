package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The slots that one doctor has free. They stand on a grid that begins with each opening and goes on in steps of the
 * slot's length; a slot that would touch a claim or outlast the opening is left out, not moved. Linear in days, grid points
 * and claims together.
 */
final class FreeSlots {

    private final WeeklySchedule schedule;
    private final Claims claims;
    private final long before;
    private final long after;

    /** The first claim that may still be in the way; slots are looked at in order of time, so it only moves on. */
    private int ahead;

    /**
     * @param before what a booking would claim before the slot (the doctor's or the type's buffer)
     * @param after and after it; neither need lie within the working hours
     */
    FreeSlots(WeeklySchedule schedule, Claims claims, Duration before, Duration after) {
        this.schedule = schedule;
        this.claims = claims;
        this.before = micros(before);
        this.after = micros(after);
    }

    /**
     * @param within slots lie wholly inside
     * @param length of one slot, positive
     * @param limit at most so many, the earliest
     * @return in order of time
     */
    List<TimeRange> find(TimeRange within, Duration length, int limit) {
        var free = new ArrayList<TimeRange>();
        ahead = 0;
        var last = LocalDate.ofInstant(within.end(), schedule.zone());
        for (var date = LocalDate.ofInstant(within.start(), schedule.zone());
                !date.isAfter(last) && free.size() < limit;
                date = date.plusDays(1)) {
            for (var opening : schedule.openingsOn(date)) {
                addFree(free, opening, within, micros(length), limit);
            }
        }
        return free;
    }

    private void addFree(List<TimeRange> free, TimeRange opening, TimeRange within, long length, int limit) {
        var end = Math.min(micros(opening.end()), micros(within.end()));
        var opens = micros(opening.start());
        var late = Math.max(0, micros(within.start()) - opens);
        for (var start = opens + (late + length - 1) / length * length;
                start + length <= end && free.size() < limit;
                start += length) {
            if (isFree(start - before, start + length + after)) {
                free.add(new TimeRange(instant(start), instant(start + length)));
            }
        }
    }

    private boolean isFree(long from, long to) {
        while (ahead < claims.ends().length && claims.ends()[ahead] <= from) {
            ahead++;
        }
        return ahead == claims.starts().length || claims.starts()[ahead] >= to;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
