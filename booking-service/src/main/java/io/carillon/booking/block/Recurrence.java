package io.carillon.booking.block;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which dates something comes back. The words are iCalendar's (RFC 5545, section 3.3.10); other than there, the first
 * date is one only if it fits the rule.
 *
 * @param interval every so many days or weeks, 1 or more; weeks begin on Monday
 * @param weekdays only of {@link Frequency#WEEKLY}; empty for the first date's own
 * @param until the last date that can be one; null where {@code count} says when it ends
 * @param count how many there are; null where {@code until} says when it ends
 */
record Recurrence(
        Frequency frequency,
        int interval,
        Set<DayOfWeek> weekdays,
        @Nullable LocalDate until,
        @Nullable Integer count) {

    /** What an interval is counted in. */
    enum Frequency {
        DAILY,
        WEEKLY
    }

    Recurrence {
        weekdays = Set.copyOf(weekdays);
        if (interval < 1) {
            throw new IllegalArgumentException("an interval is 1 or more: " + interval);
        }
        if ((until == null) == (count == null)) {
            throw new IllegalArgumentException("a recurrence ends by until or by count");
        }
    }

    /** The dates in order, none before {@code first}, and at most {@code most} of them. */
    Stream<LocalDate> dates(LocalDate first, int most) {
        var candidates = switch (frequency) {
            case DAILY -> IntStream.iterate(0, n -> n + 1).mapToObj(n -> first.plusDays((long) n * interval));
            case WEEKLY -> weekly(first);
        };
        var ended = until == null ? candidates : candidates.takeWhile(date -> !date.isAfter(until));
        return ended.limit(count == null ? most : Math.min(most, count));
    }

    private Stream<LocalDate> weekly(LocalDate first) {
        var days = weekdays.isEmpty() ? Set.of(first.getDayOfWeek()) : weekdays;
        var monday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return IntStream.iterate(0, n -> n + 1)
                .mapToObj(n -> monday.plusWeeks((long) n * interval))
                .flatMap(week -> days.stream().sorted().map(day -> week.plusDays(day.getValue() - 1L)))
                .filter(date -> !date.isBefore(first));
    }
}
