package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.BookingOutcome;
import io.carillon.booking.idempotency.Answer;

/** How an attempt to change an appointment ended. */
sealed interface ChangeOutcome {

    /** It is committed. */
    record Changed(Appointment appointment, Answer answer) implements ChangeOutcome {}

    /** It stood as asked for already. */
    record Unchanged(Answer answer) implements ChangeOutcome {}

    /** It had been asked before with the same key: this was the answer. */
    record Repeated(Answer answer) implements ChangeOutcome {}

    /** Nothing was written. */
    record NotChanged(BookingOutcome.Refused refused) implements ChangeOutcome {}
}
