package io.carillon.booking.calendar;

import java.util.Locale;

/** How far an appointment is in its doctor's calendar, as an appointment's answer says it (R-BOOK-13). */
public enum CalendarSync {
    /** The doctor has no calendar. */
    NONE,
    /** Google is to be told. */
    PENDING,
    /** Google knows the present state. */
    SYNCED,
    /** Google was told and does not take it; a person or a re-sync is needed. */
    FAILED;

    /** {@code none}, {@code pending}, {@code synced} or {@code failed}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
