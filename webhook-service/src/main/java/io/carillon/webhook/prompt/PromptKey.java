package io.carillon.webhook.prompt;

/** Everything callers can be told. Each key stands in every {@code prompts/<language>.properties}. */
public enum PromptKey {
    /** Heard first on every call; {@code {0}} the clinic's emergency number. */
    EMERGENCY_LINE,
    /** {@code {0}} the clinic's name. */
    GREETING,
    MENU,
    /** Said before the slots of a first offer. */
    OFFER_INTRO,
    /** Said before a new offer when somebody else was faster. */
    SLOT_TAKEN,
    /** {@code {0}} when it is, {@code {1}} the key to press. */
    OFFER_SLOT,
    NO_SLOTS,
    /** {@code {0}} when it is; said only after booking-service has committed. */
    CONFIRMED,
    /** Booking cannot be reached or did not answer in time. */
    TROUBLE,
    /** Booking was asked for a change and did not answer: neither done nor not done may be said. */
    UNSURE,
    /** The clinic takes no bookings for now: maintenance, or switched off. */
    BOOKING_CLOSED,
    /** The caller withholds the number, so an appointment could not be put under it. */
    NUMBER_WITHHELD,
    TRANSFER,
    NOBODY_TO_TRANSFER_TO,
    /** {@code {0}} the clinic's emergency number. */
    EMERGENCY_INSTRUCTION,
    SILENCE,
    NOT_UNDERSTOOD,
    GOODBYE,
    /** The call could not be recorded durably, so it is not accepted. */
    CALL_AGAIN;

    /** The key in the properties file: {@code EMERGENCY_LINE} is {@code emergency-line}. */
    String property() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
