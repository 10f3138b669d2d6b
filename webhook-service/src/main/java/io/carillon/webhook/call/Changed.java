package io.carillon.webhook.call;

/** What came of moving or cancelling an appointment. */
public sealed interface Changed {

    /** Committed in booking-service. @param appointment as it stands now, or stood when it was cancelled */
    record Done(BookedSlot appointment) implements Changed {}

    /** Somebody else has the new slot; the appointment stands where it stood. */
    record Taken(String detail) implements Changed {}

    /** The patient has no such appointment: unknown, somebody else's, or over. */
    record NotTheirs() implements Changed {}

    /** @param code booking-service's word for what is wrong, for example {@code OUTSIDE_SCHEDULE} */
    record Refused(String code, String detail) implements Changed {}

    /** The clinic changes no appointments for now. */
    record Closed() implements Changed {}

    /** Booking-service could not be asked, or could not do it. Nothing has changed. */
    record Unavailable() implements Changed {}

    /** It was asked twice and did not answer: it may be done. Neither may be said, that it is or that it is not. */
    record Unsure() implements Changed {}
}
