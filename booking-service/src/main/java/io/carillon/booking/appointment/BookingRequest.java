package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;

/**
 * A request to book that makes sense by itself.
 *
 * @param startTime as it was sent, because the answer repeats it so
 * @param endTime as it was sent
 */
record BookingRequest(String patientId, String doctorId, TimeRange slot, String startTime, String endTime) {

    AsSent asSent() {
        return new AsSent(patientId, doctorId, slot.start(), slot.end());
    }
}
