package io.carillon.booking.slot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a slot may be and how far ahead it may lie, whoever asks for it.
 *
 * @param horizon how far ahead may be booked
 */
public record SlotLimits(Duration horizon) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Longer is a mistake (R-BOOK-31). */
    private static final Duration LONGEST = Duration.ofHours(24);

    /** What is wrong with a slot, for the caller; empty when it makes sense. */
    public List<String> faults(Instant start, Instant end, Instant now) {
        if (!start.isBefore(end)) {
            return List.of("endTime is not after startTime.");
        }
        var faults = new ArrayList<String>();
        var length = Duration.between(start, end);
        if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
            faults.add("The appointment is too short or too long; expected 1 minute to 24 hours.");
        }
        faults.addAll(faults(start, now));
        return faults;
    }

    /** What is wrong with a start whose end follows from something else. */
    public List<String> faults(Instant start, Instant now) {
        return start.isAfter(now.plus(horizon))
                ? List.of("startTime is too far ahead; expected at most %d days.".formatted(horizon.toDays()))
                : List.of();
    }
}
