package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The slots that one doctor has free. They stand on a grid that begins with each opening and goes on in steps of the
 * slot's length; a slot that would touch a claim or outlast the opening is left out, not moved.
 */
final class FreeSlots {

    private final WeeklySchedule schedule;
    private final List<TimeRange> claimed;

    /** @param claimed in any order; of one doctor they never overlap */
    FreeSlots(WeeklySchedule schedule, List<TimeRange> claimed) {
        this.schedule = schedule;
        this.claimed =
                claimed.stream().sorted(Comparator.comparing(TimeRange::start)).toList();
    }

    /**
     * @param within slots lie wholly inside
     * @param length of one slot, positive
     * @param limit at most so many, the earliest
     * @return in order of time
     */
    List<TimeRange> find(TimeRange within, Duration length, int limit) {
        var free = new ArrayList<TimeRange>();
        var ahead = new ArrayDeque<>(claimed);
        var last = LocalDate.ofInstant(within.end(), schedule.zone());
        for (var date = LocalDate.ofInstant(within.start(), schedule.zone());
                !date.isAfter(last) && free.size() < limit;
                date = date.plusDays(1)) {
            for (var opening : schedule.openingsOn(date)) {
                addFree(free, ahead, opening, within, length, limit);
            }
        }
        return free;
    }

    private static void addFree(
            List<TimeRange> free,
            Deque<TimeRange> ahead,
            TimeRange opening,
            TimeRange within,
            Duration length,
            int limit) {
        for (var start = firstStart(opening, within.start(), length);
                free.size() < limit && fits(start, length, opening, within);
                start = start.plus(length)) {
            var slot = TimeRange.of(start, length);
            while (!ahead.isEmpty() && !ahead.getFirst().end().isAfter(slot.start())) {
                ahead.removeFirst();
            }
            if (ahead.isEmpty() || !ahead.getFirst().overlaps(slot)) {
                free.add(slot);
            }
        }
    }

    private static boolean fits(Instant start, Duration length, TimeRange opening, TimeRange within) {
        var end = start.plus(length);
        return !end.isAfter(opening.end()) && !end.isAfter(within.end());
    }

    /** The first point of the opening's grid that is not before {@code earliest}. */
    private static Instant firstStart(TimeRange opening, Instant earliest, Duration length) {
        if (!earliest.isAfter(opening.start())) {
            return opening.start();
        }
        var late = Duration.between(opening.start(), earliest);
        var steps = late.plus(length).minusNanos(1).dividedBy(length);
        return opening.start().plus(length.multipliedBy(steps));
    }
}
