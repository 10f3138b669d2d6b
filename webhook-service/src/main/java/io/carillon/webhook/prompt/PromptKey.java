package io.carillon.webhook.prompt;

/** Everything callers can be told. Each key stands in every {@code prompts/<language>.properties}. */
public enum PromptKey implements TextName {
    /** Heard first on every call; {@code {0}} the clinic's emergency number. */
    EMERGENCY_LINE(Fills.EMERGENCY_NUMBER),
    /** {@code {0}} the clinic's name. */
    GREETING(Fills.CLINIC_NAME),
    MENU(Fills.NOTHING),
    /** The clinic is without its telephone menu for now. */
    VOICE_OFF(Fills.NOTHING),
    /** Said before slots that are offered. */
    OFFER_INTRO(Fills.NOTHING),
    /** Said before a new offer when a slot is gone after all. */
    SLOT_TAKEN(Fills.NOTHING),
    /** Said before a new offer when the chosen time has begun, or is not worked after all. */
    SLOT_OVER(Fills.NOTHING),
    /** {@code {0}} when it is, {@code {1}} the key to press. */
    OFFER_SLOT(Fills.CALL),
    /** Said after the slots. */
    OFFER_MORE(Fills.NOTHING),
    NO_SLOTS(Fills.NOTHING),
    /** There are no others than those offered, which are offered again. */
    NO_MORE_SLOTS(Fills.NOTHING),
    /** {@code {0}} when it is; said only after booking-service has committed. */
    CONFIRMED(Fills.CALL),
    /** Where the day is written before the month. */
    ASK_BIRTH_DAY_FIRST(Fills.NOTHING),
    /** Where the month is written before the day. */
    ASK_BIRTH_MONTH_FIRST(Fills.NOTHING),
    NOT_A_DATE(Fills.NOTHING),
    /** The date is not the patient's; also where none is on file. */
    WRONG_BIRTH(Fills.NOTHING),
    /** Three wrong dates, on this call or within an hour. */
    IDENTITY_FAILED(Fills.NOTHING),
    /** The caller withholds the number, so no appointment can be found by it. */
    NUMBER_UNKNOWN(Fills.NOTHING),
    NO_APPOINTMENTS(Fills.NOTHING),
    WHICH_TO_MOVE(Fills.NOTHING),
    WHICH_TO_CANCEL(Fills.NOTHING),
    /** {@code {0}} when it is, {@code {1}} the key to press. */
    WHICH_APPOINTMENT(Fills.CALL),
    /** {@code {0}} when the appointment is that is to be moved. */
    YOUR_APPOINTMENT(Fills.CALL),
    /** {@code {0}} when it is now; said only after booking-service has committed. */
    MOVED(Fills.CALL),
    /** {@code {0}} when it is. */
    REALLY_CANCEL(Fills.CALL),
    /** {@code {0}} when it was; said only after booking-service has committed. */
    CANCELLED(Fills.CALL),
    KEPT(Fills.NOTHING),
    /** The appointment is over, gone, or cannot be changed so. */
    CANNOT_CHANGE(Fills.NOTHING),
    /** Booking cannot be reached or did not answer in time. */
    TROUBLE(Fills.NOTHING),
    /** Booking was asked for a change and did not answer: neither done nor not done may be said. */
    UNSURE(Fills.NOTHING),
    /** The clinic takes no bookings for now: maintenance, or switched off. */
    BOOKING_CLOSED(Fills.NOTHING),
    /** The caller withholds the number, so an appointment could not be put under it. */
    NUMBER_WITHHELD(Fills.NOTHING),
    TRANSFER(Fills.NOTHING),
    NOBODY_TO_TRANSFER_TO(Fills.NOTHING),
    /** The person to whom the caller was put through did not answer. */
    NOBODY_ANSWERS(Fills.NOTHING),
    /** {@code {0}} the clinic's emergency number. */
    EMERGENCY_INSTRUCTION(Fills.EMERGENCY_NUMBER),
    /** Where nobody at the clinic can be reached; {@code {0}} the clinic's emergency number. */
    EMERGENCY_ALONE(Fills.EMERGENCY_NUMBER),
    SILENCE(Fills.NOTHING),
    NOT_UNDERSTOOD(Fills.NOTHING),
    GOODBYE(Fills.NOTHING),
    /** The call could not be recorded durably, so it is not accepted. */
    CALL_AGAIN(Fills.NOTHING);

    /** What stands in a text's gaps. */
    public enum Fills {
        /** It has none: the same on every call. */
        NOTHING,
        /** The clinic's emergency number: the same on every call of a clinic. */
        EMERGENCY_NUMBER,
        /** The clinic's name: the same on every call of a clinic. */
        CLINIC_NAME,
        /** Something of the call's own, such as when an appointment is: never kept, never recorded. */
        CALL
    }

    private final Fills fills;

    PromptKey(Fills fills) {
        this.fills = fills;
    }

    public Fills fills() {
        return fills;
    }

    /** The key in the properties file: {@code EMERGENCY_LINE} is {@code emergency-line}. */
    @Override
    public String property() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
