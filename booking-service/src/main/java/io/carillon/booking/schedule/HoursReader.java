package io.carillon.booking.schedule;

import io.carillon.kit.query.JsonFields;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads shifts out of a body: of a week, or of one date. */
final class HoursReader {

    static final String HOURS = "hours";

    private static final int SHIFTS_A_DAY = 24;
    private static final int SHIFTS_A_WEEK = 7 * SHIFTS_A_DAY;

    private HoursReader() {}

    /** The body's {@code hours}, each with {@code weekday}, {@code from} and {@code to}. */
    static List<WorkingHours> week(JsonFields body) {
        var hours = new ArrayList<WorkingHours>();
        for (var element : body.list(HOURS).objects(0, SHIFTS_A_WEEK)) {
            var day = weekday(element);
            var shift = shift(element);
            if (day.isPresent() && shift.isPresent()) {
                hours.add(new WorkingHours(day.get(), shift.get()));
            }
        }
        var byDay = new EnumMap<DayOfWeek, List<Shift>>(DayOfWeek.class);
        hours.forEach(
                h -> byDay.computeIfAbsent(h.day(), any -> new ArrayList<>()).add(h.shift()));
        byDay.forEach((day, shifts) -> checkOverlap(body, shifts, " of " + day));
        return hours;
    }

    /** The body's {@code hours}, each with {@code from} and {@code to}. */
    static List<Shift> day(JsonFields body) {
        var shifts = body.list(HOURS).objects(0, SHIFTS_A_DAY).stream()
                .flatMap(element -> shift(element).stream())
                .toList();
        checkOverlap(body, shifts, "");
        return shifts;
    }

    private static void checkOverlap(JsonFields body, List<Shift> shifts, String ofWhat) {
        if (Shift.anyOverlap(shifts)) {
            body.fault(HOURS, "overlap: two stretches%s have time in common".formatted(ofWhat));
        }
    }

    /** By name: people do not agree on which day is number one. */
    private static Optional<DayOfWeek> weekday(JsonFields element) {
        var text = element.requiredLabel("weekday", 20);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            element.fault("weekday", "is not a day of the week, MONDAY to SUNDAY");
            return Optional.empty();
        }
    }

    private static Optional<Shift> shift(JsonFields element) {
        var fromText = element.requiredLabel("from", 20);
        var toText = element.requiredLabel("to", 20);
        var from = Shift.start(fromText);
        var to = Shift.end(toText);
        if (!fromText.isEmpty() && from.isEmpty()) {
            element.fault("from", "is not a time of day, 00:00 to 23:59");
        }
        if (!toText.isEmpty() && to.isEmpty()) {
            element.fault("to", "is not a time of day, 00:01 to 24:00");
        }
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var shift = Shift.of(from.get(), to.get());
        if (shift.isEmpty()) {
            element.fault("to", "is not after from");
        }
        return shift;
    }
}
