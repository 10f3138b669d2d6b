package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Rule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a condition has been true or false at one rank, and whether it has fired there. The alarm clock of every
 * evaluator: true for {@code for} fires, false for {@code resolveAfter} clears.
 *
 * @param rank 0 to 3
 * @param trueSince when it became true; kept while firing, through short clear spells
 * @param knownAt when that was known; later than {@code trueSince} where it takes several failures to believe the first
 * @param clearSince since when a firing condition has been false
 * @param firedAt when the rule became true
 */
public record Hold(
        int rank,
        @Nullable Instant trueSince,
        @Nullable Instant knownAt,
        @Nullable Instant clearSince,
        @Nullable Instant firedAt) {

    static Hold idle(int rank) {
        return new Hold(rank, null, null, null, null);
    }

    boolean firing() {
        return firedAt != null;
    }

    /** The condition is true, and has been since then. */
    Hold whenTrue(Instant since, Instant at) {
        return trueSince == null
                ? new Hold(rank, since, at, null, null)
                : new Hold(rank, trueSince, knownAt, null, firedAt);
    }

    /** The condition is false. */
    Hold whenFalse(Instant at) {
        if (!firing()) {
            return idle(rank);
        }
        return clearSince == null ? new Hold(rank, trueSince, knownAt, at, firedAt) : this;
    }

    /**
     * Time passes and nothing is heard.
     *
     * @param until the present, or when the last observation stopped being trusted
     */
    Hold passing(Instant until, Rule rule) {
        Instant due = firesAt(rule.hold());
        if (!firing() && due != null && !until.isBefore(due)) {
            return new Hold(rank, trueSince, knownAt, null, due);
        }
        if (firing() && clearSince != null && !until.isBefore(clearSince.plus(rule.resolveAfter()))) {
            return idle(rank);
        }
        return this;
    }

    /** When it fires if it stays true; null while it is not true. */
    @Nullable
    Instant firesAt(Duration hold) {
        if (trueSince == null || knownAt == null) {
            return null;
        }
        Instant held = trueSince.plus(hold);
        return held.isBefore(knownAt) ? knownAt : held;
    }
}
