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

    /** Where it is found. */
    public String path() {
        return "/api/appointments/" + id;
    }
}
