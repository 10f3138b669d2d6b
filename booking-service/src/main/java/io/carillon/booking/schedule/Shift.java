package io.carillon.booking.schedule;

import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One stretch of work within a day, by the wall clock of the clinic.
 *
 * @param from inclusive
 * @param to exclusive; {@link LocalTime#MIDNIGHT} is the end of the day
 */
public record Shift(LocalTime from, LocalTime to) {

    /** How the end of a day is written, as PostgreSQL and ISO 8601 (2004) have it. */
    private static final String END_OF_DAY = "24:00";

    private static final Pattern MINUTES = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    public Shift {
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("a shift ends after it starts: " + from + " to " + to);
        }
    }

    /** Empty when {@code to} is not after {@code from}. */
    static Optional<Shift> of(LocalTime from, LocalTime to) {
        return to.equals(LocalTime.MIDNIGHT) || from.isBefore(to) ? Optional.of(new Shift(from, to)) : Optional.empty();
    }

    /** The time at which a shift may begin, 00:00 to 23:59; empty when {@code text} is none. */
    static Optional<LocalTime> start(String text) {
        return MINUTES.matcher(text).matches() ? Optional.of(LocalTime.parse(text)) : Optional.empty();
    }

    /** The time at which a shift may end, 00:01 to 24:00; empty when {@code text} is none. */
    static Optional<LocalTime> end(String text) {
        return text.equals(END_OF_DAY)
                ? Optional.of(LocalTime.MIDNIGHT)
                : start(text).filter(time -> !time.equals(LocalTime.MIDNIGHT));
    }

    /** Whether two shifts of one day have some time in common; shifts that touch have none. */
    boolean overlaps(Shift other) {
        return begins() < other.ends() && other.begins() < ends();
    }

    /** Whether any two of one day's {@code shifts} overlap. */
    static boolean anyOverlap(List<Shift> shifts) {
        var ordered = shifts.stream().sorted(Comparator.comparing(Shift::from)).toList();
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i - 1).overlaps(ordered.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** {@code to} as people write it: {@code 24:00} at the end of the day. */
    String endText() {
        return to.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : to.toString();
    }

    private long begins() {
        return from.toNanoOfDay();
    }

    private long ends() {
        return to.equals(LocalTime.MIDNIGHT) ? LocalTime.MAX.toNanoOfDay() + 1 : to.toNanoOfDay();
    }
}
