package io.carillon.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to appointments; topic {@link Topic#BOOKINGS}, in order per doctor. */
public sealed interface BookingEvent extends Event {

    String doctorId();

    @Override
    default String key() {
        return doctorId();
    }

    /**
     * An appointment was committed.
     *
     * @param callId the call on whose line it was booked; null where there was none, and from a release before it was told
     */
    record AppointmentBooked(
            String appointmentId,
            String doctorId,
            String patientId,
            Instant startTime,
            Instant endTime,
            @Nullable String callId)
            implements BookingEvent {}

    /**
     * An appointment takes place at another time or with another doctor. Travels with the new doctor's events.
     *
     * @param previousDoctorId whose time is free again; the same as {@code doctorId} where only the time changed
     */
    record AppointmentMoved(
            String appointmentId,
            String doctorId,
            String patientId,
            Instant startTime,
            Instant endTime,
            String previousDoctorId,
            Instant previousStartTime,
            Instant previousEndTime)
            implements BookingEvent {}

    /** An appointment does not take place: cancelled, or deleted while it was to take place. The time is free again. */
    record AppointmentCancelled(
            String appointmentId, String doctorId, String patientId, Instant startTime, Instant endTime)
            implements BookingEvent {}

    /**
     * An appointment stands otherwise than before, at the same time.
     *
     * @param status now; one of R-BOOK-12's
     * @param previousStatus before; the same as {@code status} where only arrival was noted
     */
    record AppointmentStatusChanged(
            String appointmentId,
            String doctorId,
            String patientId,
            Instant startTime,
            Instant endTime,
            String status,
            String previousStatus)
            implements BookingEvent {}

    /**
     * A booking was refused.
     *
     * @param attemptId the row in {@code booking_attempts}
     * @param code one of the fixed codes of R-BOOK-03, for example {@code SLOT_OVERLAP}
     */
    record BookingFailed(
            String attemptId,
            String doctorId,
            @Nullable String patientId,
            String code,
            @Nullable Instant startTime,
            @Nullable Instant endTime)
            implements BookingEvent {}

    /**
     * A caller who still chooses has a slot to themselves until {@code expiresAt}.
     *
     * @param callId the call on whose line the caller is; null where there is none
     */
    record SlotHeld(
            String holdId,
            String doctorId,
            Instant startTime,
            Instant endTime,
            Instant expiresAt,
            @Nullable String callId)
            implements BookingEvent {}

    /**
     * A slot that was held is free again; one that was booked is told as {@link AppointmentBooked}.
     *
     * @param reason {@code released}, {@code expired} or {@code call-ended}
     */
    record SlotReleased(String holdId, String doctorId, Instant startTime, Instant endTime, String reason)
            implements BookingEvent {}
}
