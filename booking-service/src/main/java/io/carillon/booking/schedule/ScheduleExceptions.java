package io.carillon.booking.schedule;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The dates on which a doctor does not keep the weekly hours. What is said of the doctor goes before what is said of
 * the clinic: who works on a holiday has an exception with hours on it.
 *
 * @param ofDoctor the shifts of each date that is an exception; none where the doctor is away all day
 * @param holidays dates on which the whole clinic is closed
 */
public record ScheduleExceptions(Map<LocalDate, List<Shift>> ofDoctor, Set<LocalDate> holidays) {

    /** Every week is like the other. */
    public static final ScheduleExceptions NONE = new ScheduleExceptions(Map.of(), Set.of());

    public ScheduleExceptions {
        ofDoctor = ofDoctor.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, date -> List.copyOf(date.getValue())));
        holidays = Set.copyOf(holidays);
    }

    /** The shifts of {@code date}; empty where the weekly hours hold. */
    Optional<List<Shift>> on(LocalDate date) {
        var own = ofDoctor.get(date);
        if (own != null) {
            return Optional.of(own);
        }
        return holidays.contains(date) ? Optional.of(List.of()) : Optional.empty();
    }

    /** Whether there is any date on which the doctor works by exception. */
    boolean haveHours() {
        return ofDoctor.values().stream().anyMatch(shifts -> !shifts.isEmpty());
    }
}
