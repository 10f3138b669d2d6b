package io.carillon.booking.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Hours as PostgreSQL writes them in a line of text: that way, unlike by a driver's time, 24:00 stays what it is. */
final class HoursText {

    private static final String END_OF_DAY = "24:00:00";

    private HoursText() {}

    /** @param lines {@code weekday from to}, for example {@code 1 08:00:00 24:00:00} */
    static List<WorkingHours> week(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" "))
                .map(word -> new WorkingHours(DayOfWeek.of(Integer.parseInt(word[0])), shift(word)))
                .toList();
    }

    /** @param lines {@code date from to}, or {@code date} alone where nobody works */
    static Map<LocalDate, List<Shift>> dates(List<String> lines) {
        var shifts = new HashMap<LocalDate, List<Shift>>();
        for (var line : lines) {
            var word = line.split(" ");
            var date = shifts.computeIfAbsent(LocalDate.parse(word[0]), any -> new ArrayList<>());
            if (word.length > 1) {
                date.add(shift(word));
            }
        }
        return shifts;
    }

    static Set<LocalDate> days(List<String> lines) {
        return lines.stream().map(LocalDate::parse).collect(Collectors.toCollection(HashSet::new));
    }

    /** For the audit trail. */
    static String of(List<WorkingHours> hours) {
        return hours.isEmpty()
                ? "none"
                : hours.stream().map(h -> h.day() + " " + of(h.shift())).collect(Collectors.joining(", "));
    }

    static String ofDay(List<Shift> shifts) {
        return shifts.isEmpty() ? "closed" : shifts.stream().map(HoursText::of).collect(Collectors.joining(", "));
    }

    private static String of(Shift shift) {
        return shift.from() + "-" + shift.endText();
    }

    private static Shift shift(String[] word) {
        return new Shift(
                LocalTime.parse(word[1]), word[2].equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(word[2]));
    }
}
