package io.carillon.booking.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * One shift that comes back every week.
 *
 * @param from inclusive, by the wall clock of the clinic
 * @param to exclusive; {@link LocalTime#MIDNIGHT} is the end of the day
 */
public record WorkingHours(DayOfWeek day, LocalTime from, LocalTime to) {

    public WorkingHours {
        // Refuses what is no shift.
        var _ = new Shift(from, to);
    }

    WorkingHours(DayOfWeek day, Shift shift) {
        this(day, shift.from(), shift.to());
    }

    Shift shift() {
        return new Shift(from, to);
    }
}
