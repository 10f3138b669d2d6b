package io.carillon.booking.schedule;

import java.time.DayOfWeek;
import java.time.LocalTime;

/**
 * One stretch of work that comes back every week, by the wall clock of the clinic.
 *
 * @param from inclusive
 * @param to exclusive; {@link LocalTime#MIDNIGHT} is the end of the day
 */
public record WorkingHours(DayOfWeek day, LocalTime from, LocalTime to) {

    public WorkingHours {
        if (!to.equals(LocalTime.MIDNIGHT) && !from.isBefore(to)) {
            throw new IllegalArgumentException("working hours end after they start: " + from + " to " + to);
        }
    }
}
