package io.carillon.webhook.call;

import java.util.List;

/** What a patient has booked. */
public sealed interface Upcoming {

    /** At least one, earliest first. */
    record Found(List<BookedSlot> appointments) implements Upcoming {
        public Found {
            appointments = List.copyOf(appointments);
        }
    }

    record None() implements Upcoming {}

    record Refused(String code, String detail) implements Upcoming {}

    /** Booking-service could not be asked, or did not answer in time. */
    record Unavailable() implements Upcoming {}
}
