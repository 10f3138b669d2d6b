package io.carillon.booking.block;

import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A block, or a series of them.
 *
 * @param zone by whose clock the rule was made into times
 * @param reason free text of the clinic's; null where none was given
 * @param times how many occurrences there are
 */
record Block(
        UUID id,
        UUID clinic,
        String doctorId,
        ZoneId zone,
        BlockRule rule,
        @Nullable String reason,
        long times) {

    /** Where it is found. */
    String path() {
        return "/api/blocks/" + id;
    }
}
