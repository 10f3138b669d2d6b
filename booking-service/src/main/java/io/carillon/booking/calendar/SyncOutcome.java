package io.carillon.booking.calendar;

import java.time.Duration;
import java.util.Optional;

/** How telling Google of one appointment ended. */
sealed interface SyncOutcome {

    /** Google knows what the claim said. */
    record Told() implements SyncOutcome {}

    /** The event is gone from the calendar of before, and is still to be put into the present one. */
    record TakenOut() implements SyncOutcome {}

    /** @param retryAfter what Google asked for */
    record NotTold(Problem problem, Optional<Duration> retryAfter) implements SyncOutcome {}
}
