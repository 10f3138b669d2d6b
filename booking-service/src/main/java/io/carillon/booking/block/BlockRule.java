package io.carillon.booking.block;

import io.carillon.booking.schedule.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a doctor sees nobody, as the clinic's wall clock has it.
 *
 * @param from of the first occurrence; a rule by weekdays may begin on a later date, at this time of day
 * @param to exclusive, after {@code from}
 * @param recurrence null for a block that does not come back
 */
record BlockRule(
        LocalDateTime from, LocalDateTime to, @Nullable Recurrence recurrence) {

    /** Occurrences of one rule: every day of a year and then some. */
    static final int MOST = 400;

    /** Years from the first occurrence to the last. */
    static final int LONGEST_SERIES = 2;

    /** Days that one occurrence may last. */
    static final int LONGEST = 62;

    /**
     * One of the times.
     *
     * @param date on which it begins by the clinic's clock
     */
    record Occurrence(LocalDate date, TimeRange time) {}

    /** What is wrong with the rule, for the caller; empty when it makes sense. */
    List<String> faults() {
        if (!from.isBefore(to)) {
            return List.of("to is not after from.");
        }
        var faults = new ArrayList<String>();
        if (length().compareTo(Duration.ofDays(LONGEST)) > 0) {
            faults.add("The block is too long; expected at most %d days, or several blocks.".formatted(LONGEST));
        }
        var dates = dates(MOST + 1).toList();
        if (dates.isEmpty()) {
            faults.add("The recurrence has no date; expected until to be on or after the first one.");
            return faults;
        }
        if (dates.size() > MOST) {
            faults.add("The recurrence has too many dates; expected at most %d.".formatted(MOST));
        }
        if (dates.getLast().isAfter(from.toLocalDate().plusYears(LONGEST_SERIES))) {
            faults.add("The recurrence lasts too long; expected at most %d years.".formatted(LONGEST_SERIES));
        }
        for (int i = 1; i < dates.size(); i++) {
            if (endOn(dates.get(i - 1)).isAfter(dates.get(i).atTime(from.toLocalTime()))) {
                faults.add(
                        "The block is still on when it comes back; expected it to be shorter than the pause between.");
                break;
            }
        }
        return faults;
    }

    /**
     * The times in {@code zone}, in order, none overlapping another: from the first to the last instant at which the clock
     * on the wall shows a time of the block. A time that a change of the clock leaves out is nobody's, so an occurrence
     * that lies wholly within it is none; where the clock is set back, the block lasts until its time has passed twice.
     */
    List<Occurrence> occurrences(ZoneId zone) {
        var occurrences = new ArrayList<Occurrence>();
        dates(MOST).forEach(date -> {
            var previous = occurrences.isEmpty()
                    ? Instant.MIN
                    : occurrences.getLast().time().end();
            var begins = first(date.atTime(from.toLocalTime()), zone);
            var start = begins.isAfter(previous) ? begins : previous;
            var end = last(endOn(date), zone);
            if (start.isBefore(end)) {
                occurrences.add(new Occurrence(date, new TimeRange(start, end)));
            }
        });
        return List.copyOf(occurrences);
    }

    Optional<Recurrence> repeated() {
        return Optional.ofNullable(recurrence);
    }

    private Stream<LocalDate> dates(int most) {
        var first = from.toLocalDate();
        return recurrence == null ? Stream.of(first) : recurrence.dates(first, most);
    }

    private Duration length() {
        return Duration.between(from, to);
    }

    /** As many calendar days later as in the first occurrence, at the same time of day. */
    private LocalDateTime endOn(LocalDate date) {
        var days = to.toLocalDate().toEpochDay() - from.toLocalDate().toEpochDay();
        return date.plusDays(days).atTime(to.toLocalTime());
    }

    /** When the wall first shows {@code time}, or, where it never does, jumps over it. */
    private static Instant first(LocalDateTime time, ZoneId zone) {
        var rules = zone.getRules();
        var transition = rules.getTransition(time);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return time.toInstant(rules.getValidOffsets(time).getFirst());
    }

    /** When the wall shows {@code time} for the last time, or, where it never does, jumps over it. */
    private static Instant last(LocalDateTime time, ZoneId zone) {
        var rules = zone.getRules();
        var transition = rules.getTransition(time);
        if (transition != null && transition.isGap()) {
            return transition.getInstant();
        }
        return time.toInstant(rules.getValidOffsets(time).getLast());
    }
}
