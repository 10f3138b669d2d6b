package io.carillon.webhook.call;

/** What came of asking a caller for a date of birth (design, section 9: caller id is not identity). */
public sealed interface Identity {

    /** The date is that of the patient to whom the caller's number belongs. */
    record Proven(ProvenPatient patient) implements Identity {}

    /**
     * It is another date, or none is on file: callers are not told which.
     *
     * @param triesLeft before nobody is believed for an hour; 0 when this was the last
     */
    record Wrong(int triesLeft) implements Identity {}

    /** Three wrong dates within an hour, on this call or others: not even the right one is believed now. */
    record Locked() implements Identity {}

    /** Whoever calls cannot be told apart: no usable number. */
    record CallerUnknown() implements Identity {}

    /** @param code booking-service's word for what is wrong, for example {@code VALIDATION} for a date to come */
    record Refused(String code, String detail) implements Identity {}

    /** Booking-service could not be asked, or did not answer in time. Nobody is proven. */
    record Unavailable() implements Identity {}
}
