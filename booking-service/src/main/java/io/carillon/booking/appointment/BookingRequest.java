package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A request to book that makes sense by itself.
 *
 * @param startTime as it was sent, because the answer repeats it so
 * @param endTime as it was sent
 */
record BookingRequest(String patientId, String doctorId, TimeRange slot, String startTime, String endTime) {

    /** The appointment that is asked for, at the clinic that turned out to be the doctor's. */
    Appointment by(UUID clinic, ZoneId zone) {
        return new Appointment(UUID.randomUUID(), clinic, patientId, doctorId, Appointment.BOOKED, slot, zone);
    }

    BookingOutcome.Refused refused(FailureCode code, String detail) {
        return new BookingOutcome.Refused(new AsSent(patientId, doctorId, slot.start(), slot.end()), code, detail);
    }
}
