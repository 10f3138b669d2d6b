package io.carillon.booking.schedule;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The hours that a doctor without any is given when somebody asks for it; made at the start, so that a wrong setting is seen then. */
@Startup
@ApplicationScoped
class DefaultHours {

    private final List<WorkingHours> hours;

    DefaultHours(ScheduleSettings settings) {
        this.hours = of(settings.defaultHours());
    }

    List<WorkingHours> hours() {
        return hours;
    }

    /** @throws IllegalArgumentException when the settings name no day or no stretch of a day */
    static List<WorkingHours> of(ScheduleSettings.DefaultHours settings) {
        var shift = Shift.start(settings.from())
                .flatMap(from -> Shift.end(settings.to()).flatMap(to -> Shift.of(from, to)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "carillon.schedule.default-hours.from and .to: expected times of day such as 09:00 and 17:00,"
                                + " the second after the first"));
        if (settings.days().isEmpty()) {
            throw new IllegalArgumentException("carillon.schedule.default-hours.days: expected at least one weekday");
        }
        return settings.days().stream()
                .sorted()
                .map(day -> new WorkingHours(day, shift))
                .toList();
    }
}
