package io.carillon.booking.appointment;

/**
 * Why a booking was refused (R-BOOK-03), in the order in which reasons are looked for (design, section 6). Not among them
 * {@code CALENDAR_FAILED}: a calendar refuses no booking; an entry that is given up is kept by the calendar's own hand.
 */
public enum FailureCode {
    VALIDATION(400, "Invalid request"),
    UNKNOWN_APPOINTMENT(404, "Unknown appointment"),
    UNKNOWN_DOCTOR(404, "Unknown doctor"),
    UNKNOWN_HOLD(404, "Unknown hold"),
    /** A caller has as many slots on hold as one may; the moment's, since holds run out. */
    TOO_MANY_HOLDS(429, "Too many holds"),
    /** A key names one request of a clinic's; another one under it is a mistake, whatever it asks for. */
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused"),
    UNKNOWN_PATIENT(404, "Unknown patient"),
    UNKNOWN_APPOINTMENT_TYPE(404, "Unknown appointment type"),
    /** What is asked for cannot follow on how the appointment stands, for example a cancelled one being confirmed. */
    STATUS_CONFLICT(409, "Status conflict"),
    /** Nobody has stayed away, or been treated, before the time has come. */
    TOO_EARLY(422, "Too early"),
    START_IN_PAST(422, "Start in the past"),
    TIMEZONE_INVALID(422, "Time zone invalid"),
    SCHEDULE_MISSING(422, "Schedule missing"),
    OUTSIDE_SCHEDULE(422, "Outside schedule"),
    HOLD_EXPIRED(409, "Hold expired"),
    SLOT_OVERLAP(409, "Slot overlap"),
    DUPLICATE(409, "Duplicate"),
    /** PostgreSQL gave the transaction up: a deadlock, a time-out. The same request may succeed. */
    TRANSACTION_ROLLBACK(503, "Transaction rolled back"),
    /** Whoever asked has been told by now that it did not work; a booking would be one that nobody knows of. */
    DEADLINE_PASSED(503, "Deadline passed");

    private final int status;
    private final String title;

    FailureCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Whether the same request would be refused again, so that the refusal may be kept; not so what was the moment's. */
    public boolean stands() {
        return status < 500 && status != 429;
    }

    /** Whether the request got as far as being weighed: what was not even understood may be sent again mended. */
    public boolean weighed() {
        return stands() && compareTo(UNKNOWN_APPOINTMENT_TYPE) > 0;
    }

    /** Whether this reason is only looked for once the patient was found to exist. */
    public boolean patientIsKnown() {
        return stands() && compareTo(UNKNOWN_PATIENT) > 0;
    }

    public String title() {
        return title;
    }
}
