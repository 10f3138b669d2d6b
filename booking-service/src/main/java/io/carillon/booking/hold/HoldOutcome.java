package io.carillon.booking.hold;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.BookingOutcome;
import io.carillon.booking.idempotency.Answer;
import java.util.List;

/** How a request about holds ended. */
sealed interface HoldOutcome {

    /**
     * Committed, with the answer where the request had a key.
     *
     * @param refused those slots of a list that could not be held
     */
    record Held(List<Hold> holds, List<BookingOutcome.Refused> refused, Answer answer) implements HoldOutcome {}

    /** The hold has become an appointment, and that is committed. */
    record Confirmed(Appointment appointment, Answer answer) implements HoldOutcome {}

    /** The hold's time is free again. */
    record Released() implements HoldOutcome {}

    /** It was done before: this was the answer, and nothing was done now. */
    record Repeated(Answer answer) implements HoldOutcome {}

    /** Nothing was written. */
    record NotDone(BookingOutcome.Refused refused) implements HoldOutcome {}
}
