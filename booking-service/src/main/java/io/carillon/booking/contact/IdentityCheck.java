package io.carillon.booking.contact;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller is who the number says, because caller id is not identity (design, section 9): three wrong dates of
 * birth within an hour, and until the first of them is an hour old nobody is believed, not even with the right one.
 */
final class IdentityCheck {

    static final int TRIES = 3;
    static final Duration WITHIN = Duration.ofHours(1);

    private IdentityCheck() {}

    /** What came of it. */
    sealed interface Outcome {

        /** The date is the contact's. */
        record Verified() implements Outcome {}

        /** @param failed the wrong tries that count now, this one included; oldest first */
        record NotVerified(List<Instant> failed) implements Outcome {}

        /** Not even looked at. @param until when the next try is */
        record Refused(Duration until) implements Outcome {}
    }

    /**
     * @param known the contact's date of birth; with null no answer is right, which is told like any wrong one
     * @param failed when wrong dates were given, oldest first
     */
    static Outcome judge(@Nullable LocalDate known, LocalDate given, List<Instant> failed, Instant now) {
        var counting =
                failed.stream().filter(at -> at.plus(WITHIN).isAfter(now)).toList();
        if (counting.size() >= TRIES) {
            return new Outcome.Refused(Duration.between(now, counting.getFirst().plus(WITHIN)));
        }
        return given.equals(known)
                ? new Outcome.Verified()
                : new Outcome.NotVerified(
                        Stream.concat(counting.stream(), Stream.of(now)).toList());
    }
}
