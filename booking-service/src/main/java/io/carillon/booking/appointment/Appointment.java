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
 * @param type code of the clinic's appointment type when it was booked; null where none was named
 */
public record Appointment(
        UUID id,
        UUID clinic,
        String patientId,
        String doctorId,
        String status,
        TimeRange slot,
        ZoneId zone,
        @Nullable String type) {

    public static final String BOOKED = "BOOKED";
    public static final String CONFIRMED = "CONFIRMED";
    public static final String CANCELLED = "CANCELLED";
    public static final String COMPLETED = "COMPLETED";
    public static final String NO_SHOW = "NO_SHOW";

    /** An appointment of no type. */
    public Appointment(
            UUID id, UUID clinic, String patientId, String doctorId, String status, TimeRange slot, ZoneId zone) {
        this(id, clinic, patientId, doctorId, status, slot, zone, null);
    }

    /** Whether it is to take place, and so has a claim on the doctor's time. */
    public boolean active() {
        return status.equals(BOOKED) || status.equals(CONFIRMED);
    }

    public Appointment withStatus(String next) {
        return new Appointment(id, clinic, patientId, doctorId, next, slot, zone, type);
    }

    public Appointment at(String nextDoctorId, TimeRange nextSlot) {
        return new Appointment(id, clinic, patientId, nextDoctorId, status, nextSlot, zone, type);
    }

    /** Where it is found. */
    public String path() {
        return "/api/appointments/" + id;
    }
}
