package io.carillon.booking.appointment;

import io.carillon.booking.idempotency.Answer;
import java.util.Optional;
import java.util.UUID;

/** How an attempt to book ended. */
public sealed interface BookingOutcome {

    /** It is committed, and so is the answer where the request had a key. */
    record Booked(Appointment appointment, Answer answer) implements BookingOutcome {}

    /** It had been asked before with the same key: this was the answer, and nothing was done now. */
    record Repeated(Answer answer) implements BookingOutcome {}

    /**
     * Nothing was written.
     *
     * @param sent what could be read of the request
     * @param clinic whose doctor was asked for; empty when nobody's
     * @param detail for the caller: what was wrong, what was expected; never repeats what was sent
     */
    record Refused(AsSent sent, Optional<UUID> clinic, FailureCode code, String detail) implements BookingOutcome {}
}
