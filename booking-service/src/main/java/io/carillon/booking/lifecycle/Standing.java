package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an appointment stands.
 *
 * @param checkedInAt when the patient arrived; null before
 */
record Standing(Appointment appointment, @Nullable Instant checkedInAt, boolean deleted) {

    /** Whether it takes some of the doctor's time. */
    boolean claims() {
        return appointment.active() && !deleted;
    }

    /** Whether it takes the same of the same doctor's time. */
    boolean at(Appointment other) {
        return appointment.doctorId().equals(other.doctorId())
                && appointment.slot().equals(other.slot());
    }

    Standing as(Appointment changed) {
        return new Standing(changed, checkedInAt, deleted);
    }

    Standing withStatus(String status) {
        return as(appointment.withStatus(status));
    }
}
