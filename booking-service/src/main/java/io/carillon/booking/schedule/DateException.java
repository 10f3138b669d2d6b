package io.carillon.booking.schedule;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One date on which a doctor does not keep the weekly hours.
 *
 * @param shifts of that date; none where the doctor is away
 * @param reason as entered; null where nobody gave one
 */
record DateException(
        LocalDate date, List<Shift> shifts, @Nullable String reason) {

    DateException {
        shifts = List.copyOf(shifts);
    }
}
