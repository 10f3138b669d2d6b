package io.carillon.booking.schedule;

import java.time.ZoneId;
import java.util.UUID;

/**
 * A doctor, the clinic the doctor works for, and when.
 *
 * @param version {@code schedule_version} of the doctor's row: another number means that this is out of date
 * @param timing the weekly hours, or the reason why there are none to go by
 */
public record DoctorSchedule(String doctorId, UUID clinic, long version, Timing timing) {

    /** What an appointment at {@code slot} takes of the doctor's time. */
    public TimeRange claimed(TimeRange slot) {
        return slot;
    }

    /** What is known of the doctor's hours. */
    public sealed interface Timing {

        /** Hours to book within; at least one. */
        record Weekly(WeeklySchedule schedule) implements Timing {}

        /** Nobody has entered working hours (R-BOOK-05). */
        record HoursMissing(ZoneId zone) implements Timing {}

        /** The clinic's zone is none that Java knows, so that hours by its wall clock cannot be told. */
        record ZoneInvalid(String name) implements Timing {}
    }
}
