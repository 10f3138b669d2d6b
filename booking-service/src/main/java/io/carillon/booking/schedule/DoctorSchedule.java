package io.carillon.booking.schedule;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doctor, the clinic the doctor works for, and when.
 *
 * @param version {@code schedule_version} of the doctor's row: another number means that this is out of date
 * @param timing the hours, or the reason why there are none to go by
 * @param buffers what an appointment with the doctor claims around itself where its type does not say otherwise
 * @param specialty null for a doctor without one
 * @param calendar whether appointments are to be written into a calendar of the doctor's as well
 * @param types the clinic's appointment types by code; none where this was read for the whole clinic
 */
public record DoctorSchedule(
        String doctorId,
        UUID clinic,
        long version,
        Timing timing,
        Buffers buffers,
        @Nullable String specialty,
        boolean calendar,
        Map<String, AppointmentType> types) {

    /** A doctor without buffers, specialty and calendar, as first entered. */
    public DoctorSchedule(String doctorId, UUID clinic, long version, Timing timing) {
        this(doctorId, clinic, version, timing, Buffers.NONE, null, false, Map.of());
    }

    /** What an appointment at {@code slot} takes of the doctor's time. */
    public TimeRange claimed(TimeRange slot) {
        return buffers.around(slot);
    }

    /** What an appointment of {@code type} takes of it; of a type that is gone, as of none. */
    public TimeRange claimed(TimeRange slot, @Nullable String type) {
        return Optional.ofNullable(type)
                .flatMap(this::type)
                .map(known -> known.buffers(buffers).around(slot))
                .orElseGet(() -> claimed(slot));
    }

    /** The clinic's appointment type with this code. */
    public Optional<AppointmentType> type(String code) {
        return Optional.ofNullable(types.get(code));
    }

    /** The same, with {@code shared} in the place of types that are equal to them. */
    DoctorSchedule sharing(Map<String, AppointmentType> shared) {
        return new DoctorSchedule(doctorId, clinic, version, timing, buffers, specialty, calendar, shared);
    }

    public Duration bufferBefore() {
        return buffers.before();
    }

    public Duration bufferAfter() {
        return buffers.after();
    }

    /** What is known of the doctor's hours. */
    public sealed interface Timing {

        /** Hours to book within, every week or on some date; none of a doctor who is not active. */
        record Weekly(WeeklySchedule schedule) implements Timing {}

        /** Nobody has entered working hours (R-BOOK-05). */
        record HoursMissing(ZoneId zone) implements Timing {}

        /** The clinic's zone is none that Java knows, so that hours by its wall clock cannot be told. */
        record ZoneInvalid(String name) implements Timing {}

        /** Of a doctor who takes no bookings any more: no hour is within the hours, and none are missing. */
        static Timing never(ZoneId zone) {
            return new Weekly(new WeeklySchedule(zone, List.of()));
        }

        /** @param hours of the week; may be empty where exceptions have hours */
        static Timing of(ZoneId zone, List<WorkingHours> hours, ScheduleExceptions exceptions) {
            return hours.isEmpty() && !exceptions.haveHours()
                    ? new HoursMissing(zone)
                    : new Weekly(new WeeklySchedule(zone, hours, exceptions));
        }
    }
}
