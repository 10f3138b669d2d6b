package io.carillon.booking.hold;

import io.carillon.booking.schedule.TimeRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A slot that a caller has, or had, to themselves.
 *
 * @param zone the clinic's; UTC where the clinic's is invalid
 * @param callId the call that the hold falls with; null where there is none
 * @param heldBy name of the key or service that asked
 * @param appointmentId what it became; null unless it was confirmed
 */
record Hold(
        UUID id,
        UUID clinic,
        String doctorId,
        TimeRange slot,
        ZoneId zone,
        Status status,
        @Nullable String callId,
        String heldBy,
        Instant heldAt,
        Instant expiresAt,
        @Nullable UUID appointmentId) {

    /** How a hold stands. */
    enum Status {
        HELD,
        CONFIRMED,
        RELEASED,
        EXPIRED
    }

    /** Why a hold that was not confirmed ended, as the events have it. */
    enum Reason {
        RELEASED("released"),
        EXPIRED("expired"),
        CALL_ENDED("call-ended");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Where it is found. */
    String path() {
        return "/api/holds/" + id;
    }

    /** As it stands at {@code now}: one that has run out is expired, whether or not it was swept yet. */
    Status statusAt(Instant now) {
        return status == Status.HELD && !expiresAt.isAfter(now) ? Status.EXPIRED : status;
    }
}
