package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;
import java.time.ZoneId;
import java.util.UUID;

/**
 * An appointment that is committed.
 *
 * @param status one of R-BOOK-12, for example {@code BOOKED}
 * @param zone the clinic's; UTC where the clinic's is invalid
 */
public record Appointment(
        UUID id, UUID clinic, String patientId, String doctorId, String status, TimeRange slot, ZoneId zone) {

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
        return new Appointment(id, clinic, patientId, doctorId, next, slot, zone);
    }

    public Appointment at(String nextDoctorId, TimeRange nextSlot) {
        return new Appointment(id, clinic, patientId, nextDoctorId, status, nextSlot, zone);
    }

    /** Where it is found. */
    public String path() {
        return "/api/appointments/" + id;
    }
}
