package io.carillon.booking.appointment;

import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import java.time.Instant;
import java.time.ZoneId;

/** Whether a slot may be booked with a doctor, as far as clock and calendar tell; claims are the database's matter. */
public final class BookingPolicy {

    private BookingPolicy() {}

    /** What the policy says. */
    public sealed interface Ruling {

        /** @param zone the clinic's */
        record Allowed(ZoneId zone) implements Ruling {}

        record Forbidden(FailureCode code, String detail) implements Ruling {}
    }

    public static Ruling rule(TimeRange slot, DoctorSchedule doctor, Instant now) {
        if (slot.start().isBefore(now)) {
            return new Ruling.Forbidden(FailureCode.START_IN_PAST, "startTime has passed; choose a later one.");
        }
        return switch (doctor.timing()) {
            case Timing.ZoneInvalid(String _) ->
                new Ruling.Forbidden(
                        FailureCode.TIMEZONE_INVALID,
                        "The clinic's time zone is not an IANA zone; correct the clinic, then book again.");
            case Timing.HoursMissing(ZoneId _) ->
                new Ruling.Forbidden(
                        FailureCode.SCHEDULE_MISSING, "The doctor has no working hours; enter them, then book again.");
            case Timing.Weekly(WeeklySchedule schedule) ->
                schedule.covers(slot)
                        ? new Ruling.Allowed(schedule.zone())
                        : new Ruling.Forbidden(
                                FailureCode.OUTSIDE_SCHEDULE,
                                "The doctor does not work then (time zone %s); see GET /api/availability."
                                        .formatted(schedule.zone().getId()));
        };
    }
}
