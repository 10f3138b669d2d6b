package io.carillon.booking.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Weekly hours in a zone, and the dates that differ from them. An instant is within the hours exactly when the clock on
 * the clinic's wall says so: an hour that a change to summer time leaves out is nobody's, an hour that comes twice
 * counts twice.
 */
public record WeeklySchedule(ZoneId zone, List<WorkingHours> hours, ScheduleExceptions exceptions) {

    public WeeklySchedule {
        hours = List.copyOf(hours);
    }

    /** Every week is like the other. */
    public WeeklySchedule(ZoneId zone, List<WorkingHours> hours) {
        this(zone, hours, ScheduleExceptions.NONE);
    }

    /** What is open on {@code date}, in order, without gaps between neighbours. Never past the end of that day. */
    public List<TimeRange> openingsOn(LocalDate date) {
        return joined(exceptions
                .on(date)
                .map(List::stream)
                .orElseGet(() -> everyWeekOn(date.getDayOfWeek()))
                .flatMap(shift -> instantsOf(date.atTime(shift.from()), endOf(date, shift.to()))));
    }

    /** Whether somebody works through the whole of {@code range}; hours on both sides of a midnight join. */
    public boolean covers(TimeRange range) {
        var first = LocalDate.ofInstant(range.start(), zone);
        var last = LocalDate.ofInstant(range.end(), zone);
        return joined(first.datesUntil(last.plusDays(1)).flatMap(date -> openingsOn(date).stream())).stream()
                .anyMatch(opening -> opening.contains(range));
    }

    private Stream<Shift> everyWeekOn(DayOfWeek day) {
        return hours.stream().filter(h -> h.day() == day).map(WorkingHours::shift);
    }

    private static LocalDateTime endOf(LocalDate date, LocalTime to) {
        return to.equals(LocalTime.MIDNIGHT) ? date.plusDays(1).atStartOfDay() : date.atTime(to);
    }

    /** The instants whose wall-clock time lies in {@code [from, to)}: one range for each offset in force meanwhile. */
    private Stream<TimeRange> instantsOf(LocalDateTime from, LocalDateTime to) {
        var ranges = Stream.<TimeRange>builder();
        var rules = zone.getRules();
        var latest = to.toInstant(ZoneOffset.MIN);
        var begin = from.toInstant(ZoneOffset.MAX);
        while (begin.isBefore(latest)) {
            var offset = rules.getOffset(begin);
            var transition = rules.nextTransition(begin);
            var end = transition == null ? latest : earlier(transition.getInstant(), latest);
            var opens = later(from.toInstant(offset), begin);
            var closes = earlier(to.toInstant(offset), end);
            if (opens.isBefore(closes)) {
                ranges.add(new TimeRange(opens, closes));
            }
            begin = end;
        }
        return ranges.build();
    }

    private static List<TimeRange> joined(Stream<TimeRange> ranges) {
        var result = new ArrayList<TimeRange>();
        ranges.sorted(Comparator.comparing(TimeRange::start)).forEach(range -> {
            if (!result.isEmpty() && !range.start().isAfter(result.getLast().end())) {
                var previous = result.removeLast();
                result.add(new TimeRange(previous.start(), later(previous.end(), range.end())));
            } else {
                result.add(range);
            }
        });
        return List.copyOf(result);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
