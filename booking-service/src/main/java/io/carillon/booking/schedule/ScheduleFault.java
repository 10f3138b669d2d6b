package io.carillon.booking.schedule;

import java.util.EnumSet;
import java.util.Set;

/** Why callers cannot be given times with a doctor, or not as usual (R-BOOK-05). */
enum ScheduleFault {
    HOURS_MISSING("The doctor has no working hours; every booking is refused with SCHEDULE_MISSING."),
    EXCEPTIONS_ONLY("The doctor has no weekly hours, only dates with hours of their own; other days cannot be booked."),
    TIMEZONE_INVALID(
            "The clinic's time zone is not an IANA zone; every booking is refused with TIMEZONE_INVALID until it is.");

    private final String detail;

    ScheduleFault(String detail) {
        this.detail = detail;
    }

    String detail() {
        return detail;
    }

    /**
     * @param weekly whether the doctor has weekly hours
     * @param byDate whether the doctor has a date to come with hours of its own
     * @param zoneKnown whether the clinic's zone is one that Java knows
     */
    static Set<ScheduleFault> of(boolean weekly, boolean byDate, boolean zoneKnown) {
        var faults = EnumSet.noneOf(ScheduleFault.class);
        if (!weekly) {
            faults.add(byDate ? EXCEPTIONS_ONLY : HOURS_MISSING);
        }
        if (!zoneKnown) {
            faults.add(TIMEZONE_INVALID);
        }
        return faults;
    }
}
