package io.carillon.webhook.call;

import java.util.Set;

/** What came of booking a slot. */
public sealed interface Booked {

    /** Committed in booking-service: only now may a caller be told so. */
    record Confirmed(String appointmentId, Slot slot) implements Booked {}

    /** Somebody else has the slot, or the patient has an appointment then. */
    record Taken(String detail) implements Booked {}

    /** Whoever calls cannot be told apart: no usable number. */
    record CallerUnknown() implements Booked {}

    /** @param code booking-service's word for what is wrong, for example {@code OUTSIDE_SCHEDULE} */
    record Refused(String code, String detail) implements Booked {

        private static final Set<String> OVER = Set.of("START_IN_PAST", "OUTSIDE_SCHEDULE", "SCHEDULE_MISSING");

        /** Whether nobody can have the time any more: it has begun, or the doctor does not work then after all. */
        public boolean over() {
            return OVER.contains(code);
        }
    }

    /** The clinic takes no bookings for now. */
    record Closed() implements Booked {}

    /** Booking-service could not be asked, or could not do it. Nothing was booked. */
    record Unavailable() implements Booked {}

    /** It was asked twice and did not answer: it may be booked. Neither may be said, that it is or that it is not. */
    record Unsure() implements Booked {}
}
