package io.carillon.booking.schedule;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as operators see and enter one.
 *
 * @param clinic the clinic's code
 * @param bufferBeforeMinutes claimed before each appointment, 0 to 240
 * @param bufferAfterMinutes claimed after each appointment, 0 to 240
 * @param active whether new bookings are taken
 * @param timeZone of the clinic, by whose wall clock the hours are
 * @param hours of the week, in order
 */
@RegisterForReflection
public record DoctorView(
        String id,
        String clinic,
        UUID orgId,
        String name,
        @Nullable String specialty,
        int bufferBeforeMinutes,
        int bufferAfterMinutes,
        boolean active,
        String timeZone,
        List<WeekdayHours> hours) {

    static DoctorView of(Doctor doctor) {
        var details = doctor.details();
        return new DoctorView(
                doctor.id(),
                doctor.clinicCode(),
                doctor.clinic(),
                details.name(),
                details.specialty(),
                (int) details.buffers().before().toMinutes(),
                (int) details.buffers().after().toMinutes(),
                details.active(),
                doctor.zone(),
                WeekdayHours.of(doctor.hours()));
    }

    /**
     * One stretch of a week.
     *
     * @param weekday {@code MONDAY} to {@code SUNDAY}
     * @param to {@code 24:00} for the end of the day
     */
    @RegisterForReflection
    public record WeekdayHours(String weekday, String from, String to) {

        static List<WeekdayHours> of(List<WorkingHours> hours) {
            return hours.stream()
                    .map(h -> new WeekdayHours(
                            h.day().name(), h.from().toString(), h.shift().endText()))
                    .toList();
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record DoctorList(
            List<DoctorView> doctors, @Nullable String next) {

        static DoctorList of(List<Doctor> page, int limit) {
            return new DoctorList(
                    page.stream().map(DoctorView::of).toList(),
                    page.size() < limit ? null : page.getLast().id());
        }
    }
}
