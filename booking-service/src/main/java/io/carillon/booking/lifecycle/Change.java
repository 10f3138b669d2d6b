package io.carillon.booking.lifecycle;

import io.carillon.booking.schedule.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked to happen to an appointment. */
sealed interface Change {

    /** The word of the audit's record. */
    String action();

    /**
     * Another time, perhaps with another doctor of the clinic.
     *
     * @param end null to keep the length
     * @param doctorId empty to stay with the doctor
     * @param holdId of that doctor's time, let go of in the same transaction; nothing happens where it has ended
     * @param callId of the call on whose line it is moved: what the call has on hold of the new time goes likewise. The
     *     appointment stays of the call that it was booked on
     */
    record Move(
            Instant start,
            @Nullable Instant end,
            Optional<String> doctorId,
            Optional<UUID> holdId,
            Optional<String> callId)
            implements Change {

        /** When it is to be, for an appointment that is now at {@code before}. */
        TimeRange slot(TimeRange before) {
            return end == null
                    ? TimeRange.of(start, Duration.between(before.start(), before.end()))
                    : new TimeRange(start, end);
        }

        @Override
        public String action() {
            return "RESCHEDULE";
        }
    }

    /** @param reason free text of at most 500 characters for the clinic, never in events or logs */
    record Cancel(@Nullable String reason) implements Change {
        @Override
        public String action() {
            return "CANCEL";
        }
    }

    /** What needs nothing but its name. */
    enum Step implements Change {
        /** The patient has said that they will come. */
        CONFIRM,
        /** The patient is there. */
        CHECK_IN,
        /** The patient did not come. */
        NO_SHOW,
        /** It took place. */
        COMPLETE,
        /** As if it had never been, until it is restored: a soft delete (R-BOOK-29). */
        DELETE,
        /** A deleted one is brought back as it stood. */
        RESTORE;

        @Override
        public String action() {
            return name();
        }
    }
}
