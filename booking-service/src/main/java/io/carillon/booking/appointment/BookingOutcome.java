package io.carillon.booking.appointment;

/** How an attempt to book ended. */
sealed interface BookingOutcome {

    /** It is committed. */
    record Booked(Appointment appointment, BookingRequest request) implements BookingOutcome {}

    /**
     * Nothing was written.
     *
     * @param sent what could be read of the request
     * @param detail for the caller: what was wrong, what was expected; never repeats what was sent
     */
    record Refused(AsSent sent, FailureCode code, String detail) implements BookingOutcome {}
}
