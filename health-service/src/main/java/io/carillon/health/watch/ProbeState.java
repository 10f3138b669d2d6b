package io.carillon.health.watch;

import io.carillon.events.HealthEvent.Outcome;
import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one probe after at least one look. The last result and the settled outcome are two things: one
 * failed look is told at once to whoever asks for health, while an incident waits for as many as the pack wants.
 *
 * @param settled the outcome after enough agreeing looks
 * @param since when the run of agreeing looks that settled it began
 * @param failures failed looks in a row; 0 when the last one was good
 * @param runSince when the present run of equal looks began
 * @param run how many equal looks that run has so far, at least 1
 */
public record ProbeState(Outcome settled, Instant since, Look last, int failures, Instant runSince, int run) {

    /** One look at the probed thing. */
    public record Look(CheckResult result, Duration latency, Instant at) {

        public Outcome outcome() {
            return switch (result) {
                case CheckResult.Up _ -> Outcome.UP;
                case CheckResult.Down _ -> Outcome.DOWN;
            };
        }

        /** Why it was down; null when it was up. */
        public @Nullable Reason reason() {
            return switch (result) {
                case CheckResult.Up _ -> null;
                case CheckResult.Down(var reason) -> reason;
            };
        }
    }

    /** A settled change, to be told to the others. */
    public record Change(Outcome from, Outcome to, @Nullable Reason reason, Instant since) {}

    /** The next state and, when this look tipped it, the change. */
    public record Step(ProbeState state, Optional<Change> change) {}

    /** The state after the first look. What nobody has seen yet counts as up until the failures add up. */
    static Step first(Look look, Thresholds thresholds) {
        var unseen = new ProbeState(Outcome.UP, look.at(), look, 0, look.at(), 0);
        return unseen.next(look, thresholds);
    }

    Step next(Look look, Thresholds thresholds) {
        var sameRun = run == 0 || look.outcome() == last.outcome();
        var newRun = sameRun ? run + 1 : 1;
        var newRunSince = sameRun ? runSince : look.at();
        var newFailures = look.outcome() == Outcome.DOWN ? failures + 1 : 0;
        if (look.outcome() == settled || newRun < thresholds.needed(look.outcome())) {
            return new Step(new ProbeState(settled, since, look, newFailures, newRunSince, newRun), Optional.empty());
        }
        return new Step(
                new ProbeState(look.outcome(), newRunSince, look, newFailures, newRunSince, newRun),
                Optional.of(new Change(settled, look.outcome(), look.reason(), newRunSince)));
    }
}
