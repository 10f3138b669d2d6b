package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * One {@link Hold} for each rank a rule can reach. A value in a stricter band is in the milder ones too: a warning that
 * has held for its time does not start anew when it becomes critical, and critical must hold for its own time.
 */
final class Holds {
    private Holds() {}

    static List<Hold> idle(List<Integer> ranks) {
        return ranks.stream().map(Hold::idle).toList();
    }

    /**
     * The condition stands at a rank, or at none.
     *
     * @param since when that began, if it had not been so before
     */
    static List<Hold> see(List<Hold> holds, OptionalInt rank, Instant since, Instant at) {
        return each(
                holds,
                hold -> rank.isPresent() && rank.getAsInt() <= hold.rank()
                        ? hold.whenTrue(since, at)
                        : hold.whenFalse(at));
    }

    static List<Hold> passing(List<Hold> holds, Instant until, Rule rule) {
        return each(holds, hold -> hold.passing(until, rule));
    }

    static boolean firing(List<Hold> holds) {
        return holds.stream().anyMatch(Hold::firing);
    }

    /** The strictest rank that fires, else the first that will, else clear. */
    static Verdict verdict(List<Hold> holds, Rule rule, Reading reading) {
        return firing(holds, reading).or(() -> pending(holds, rule, reading)).orElse(new Verdict.Clear(reading));
    }

    private static Optional<Verdict> firing(List<Hold> holds, Reading reading) {
        for (Hold hold : holds) {
            Instant since = hold.trueSince();
            Instant firedAt = hold.firedAt();
            if (since != null && firedAt != null) {
                return Optional.of(new Verdict.Firing(hold.rank(), reading, since, firedAt));
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> pending(List<Hold> holds, Rule rule, Reading reading) {
        for (Hold hold : holds) {
            Instant since = hold.trueSince();
            Instant firesAt = hold.firesAt(rule.hold());
            if (since != null && firesAt != null) {
                return Optional.of(new Verdict.Pending(hold.rank(), reading, since, firesAt));
            }
        }
        return Optional.empty();
    }

    private static List<Hold> each(List<Hold> holds, UnaryOperator<Hold> change) {
        return holds.stream().map(change).toList();
    }
}
