package io.carillon.booking.hold;

import io.carillon.booking.appointment.BookingOutcome;
import io.carillon.booking.schedule.WallClock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hold as callers see it.
 *
 * @param status {@code HELD}, {@code CONFIRMED}, {@code RELEASED} or {@code EXPIRED}
 * @param startTime ISO 8601: as it was sent in the answer to the request, with the offset of the clinic's zone elsewhere
 * @param endTime likewise
 * @param timeZone the clinic's, IANA
 */
@RegisterForReflection
public record HoldView(
        UUID id,
        String status,
        String doctorId,
        String startTime,
        String endTime,
        String timeZone,
        Instant expiresAt,
        @Nullable String callId,
        @Nullable UUID appointmentId) {

    /** As a request is answered: with the times as they were sent. */
    static HoldView of(Hold hold, String startTime, String endTime) {
        return of(hold, hold.status(), startTime, endTime);
    }

    static HoldView of(Hold hold, Instant now) {
        return of(
                hold,
                hold.statusAt(now),
                WallClock.text(hold.slot().start(), hold.zone()),
                WallClock.text(hold.slot().end(), hold.zone()));
    }

    private static HoldView of(Hold hold, Hold.Status status, String startTime, String endTime) {
        return new HoldView(
                hold.id(),
                status.name(),
                hold.doctorId(),
                startTime,
                endTime,
                hold.zone().getId(),
                hold.expiresAt(),
                hold.callId(),
                hold.appointmentId());
    }

    /**
     * What became of each slot of a list, in the order in which they were asked for.
     *
     * @param slots {@link HoldView} or {@link RefusedView}
     */
    @RegisterForReflection
    public record HoldList(List<Object> slots) {}

    /** A slot of a list that could not be held. */
    @RegisterForReflection
    public record RefusedView(
            String status, String code, String detail, String doctorId, String startTime, String endTime) {

        static RefusedView of(BookingOutcome.Refused refused, HoldRequest.Slot slot) {
            return new RefusedView(
                    "REFUSED",
                    refused.code().name(),
                    refused.detail(),
                    slot.doctorId(),
                    slot.startTime(),
                    slot.endTime());
        }
    }
}
