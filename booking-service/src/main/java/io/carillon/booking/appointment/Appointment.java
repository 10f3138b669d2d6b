package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment that is committed.
 *
 * @param status one of R-BOOK-12, for example {@code BOOKED}
 * @param zone the clinic's; UTC where the clinic's is invalid
 * @param calendarSync {@code none}, {@code pending}, {@code synced} or {@code failed} (R-BOOK-13)
 * @param type code of the clinic's appointment type when it was booked; null where none was named
 * @param callId the call on whose line it was booked; null where there was none
 */
public record Appointment(
        UUID id,
        UUID clinic,
        String patientId,
        String doctorId,
        String status,
        TimeRange slot,
        ZoneId zone,
        String calendarSync,
        @Nullable String type,
        @Nullable String callId) {

    /** No calendar is concerned. */
    public static final String NO_CALENDAR = "none";

    /** The doctor's calendar is behind. */
    public static final String CALENDAR_PENDING = "pending";

    public static final String BOOKED = "BOOKED";
    public static final String CONFIRMED = "CONFIRMED";
    public static final String CANCELLED = "CANCELLED";
    public static final String COMPLETED = "COMPLETED";
    public static final String NO_SHOW = "NO_SHOW";

    /** Whether it is to take place, and so has a claim on the doctor's time. */
    public boolean active() {
        return status.equals(BOOKED) || status.equals(CONFIRMED);
    }

    public Appointment withStatus(String next) {
        return new Appointment(id, clinic, patientId, doctorId, next, slot, zone, calendarSync, type, callId);
    }

    public Appointment at(String nextDoctorId, TimeRange nextSlot) {
        return new Appointment(id, clinic, patientId, nextDoctorId, status, nextSlot, zone, calendarSync, type, callId);
    }

    /** As it is once its calendar has been told to expect news. */
    public Appointment behindIn(boolean calendar) {
        var next = calendar || !calendarSync.equals(NO_CALENDAR) ? CALENDAR_PENDING : NO_CALENDAR;
        return new Appointment(id, clinic, patientId, doctorId, status, slot, zone, next, type, callId);
    }

    /** Where it is found. */
    public String path() {
        return "/api/appointments/" + id;
    }
}
