package io.carillon.webhook.call;

import java.util.List;

/** What came of looking for free slots. */
public sealed interface Offers {

    /** At least one, earliest first. */
    record Free(List<Slot> slots) implements Offers {
        public Free {
            slots = List.copyOf(slots);
        }
    }

    /** The schedules have no free slot in the time asked for. */
    record None() implements Offers {}

    /** @param code booking-service's word for what is wrong with the question, for example {@code NOT_FOUND} */
    record Refused(String code, String detail) implements Offers {}

    /** The clinic takes no bookings for now, so nothing is offered. */
    record Closed() implements Offers {}

    /** Booking-service could not be asked, or not in time. */
    record Unavailable() implements Offers {}
}
