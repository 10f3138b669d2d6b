package io.carillon.booking.schedule;

import io.carillon.kit.query.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Which dates exceptions and holidays can have. */
@ApplicationScoped
class ScheduleDates {

    private final ScheduleSettings settings;
    private final Clock clock;

    ScheduleDates(ScheduleSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A date to enter something for: not past, and no further ahead than may be booked. */
    LocalDate toEnter(String text) {
        var date = QueryParameters.requiredDate("date", text);
        var horizon = settings.horizon().toDays();
        if (date.isBefore(yesterday()) || date.isAfter(yesterday().plusDays(horizon + 1))) {
            throw QueryParameters.invalid(
                    "date is past or too far ahead; expected a date from today to %d days ahead.".formatted(horizon));
        }
        return date;
    }

    /** Where a list goes on; before yesterday's date when {@code text} says nothing. */
    LocalDate after(@Nullable String text) {
        return QueryParameters.date("after", text).orElseGet(() -> yesterday().minusDays(1));
    }

    /** The earliest date that it is anywhere on earth, or one before it. */
    LocalDate yesterday() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
    }
}
