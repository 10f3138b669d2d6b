package io.carillon.booking.schedule;

import io.carillon.booking.query.QueryParameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Parameters that only schedules have: dates without a time, and switches. */
final class Parameters {

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private Parameters() {}

    /** A calendar date of the years 2000 to 9999. */
    static LocalDate date(String name, String text) {
        try {
            var date = LocalDate.parse(text);
            if (!date.isBefore(FIRST) && !date.isAfter(LAST)) {
                return date;
            }
        } catch (DateTimeException e) {
            throw QueryParameters.invalid(name + " is not a date; expected for example 2030-01-07.");
        }
        throw QueryParameters.invalid(name + " lies outside the years 2000 to 9999.");
    }

    /** {@code true} or {@code false}; empty where neither was given. */
    static Optional<Boolean> flag(String name, @Nullable String text) {
        return switch (text) {
            case null -> Optional.empty();
            case "" -> Optional.empty();
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> throw QueryParameters.invalid(name + " is neither true nor false.");
        };
    }
}
