package io.carillon.webhook.call;

import java.util.List;

/** What came of looking for free slots and holding them for a call. */
public sealed interface HeldOffers {

    /** At least one, earliest first. */
    record Held(List<HeldSlot> slots) implements HeldOffers {
        public Held {
            slots = List.copyOf(slots);
        }
    }

    /** The schedules have no free slot in the time asked for, or others were faster each time. */
    record None() implements HeldOffers {}

    /** @param code booking-service's word for what is wrong with the question, for example {@code UNKNOWN_DOCTOR} */
    record Refused(String code, String detail) implements HeldOffers {}

    /** The clinic takes no bookings for now, so nothing is offered. */
    record Closed() implements HeldOffers {}

    /** Booking-service could not be asked, or not in time. */
    record Unavailable() implements HeldOffers {}
}
