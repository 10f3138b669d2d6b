package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Band;
import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.ProbeTiming;
import io.carillon.runbook.pack.Quantity;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A probe fails: for as long as the rule's {@code for} (time form), or so many times in a row (count form).
 *
 * <p>An outage begins with its first failed check, once {@code failuresToDown} of them have come in a row, and ends
 * with {@code successesToUp} good ones. Between two checks the last one is believed, until the probe has been silent
 * for {@link ProbeTiming#silentAfter}.
 */
public final class HealthEvaluator implements Evaluator<HealthState, ProbeObservation> {
    private final Rule rule;
    private final ProbeTiming timing;
    /** Limits over failures in a row; empty for the time form. */
    private final Optional<Limit> failures;

    private final List<Integer> ranks;

    HealthEvaluator(Rule rule, Condition.Health condition, ProbeTiming timing) {
        this.rule = rule;
        this.timing = timing;
        this.failures = condition.failures();
        this.ranks = failures.map(Limit::ranks).orElse(List.of(rule.rank()));
    }

    /**
     * The same decision for somebody who looks at another pace, as the watchdog does when the probe's results do not
     * arrive.
     *
     * @param interval between two looks
     */
    public HealthEvaluator polledEvery(Duration interval) {
        return new HealthEvaluator(
                rule,
                new Condition.Health(List.of(), failures),
                new ProbeTiming(interval, timing.timeout(), timing.failuresToDown(), timing.successesToUp()));
    }

    @Override
    public HealthState initial(Instant now) {
        return new HealthState(now, null, 0, 0, null, null, Holds.idle(ranks));
    }

    @Override
    public Evaluation<HealthState> observe(HealthState state, ProbeObservation observation, Instant now) {
        Instant at = observation.at().isAfter(now) ? now : observation.at();
        Instant last = state.lastAt();
        if (last != null && !at.isAfter(last)) {
            // Seen before, or overtaken by a newer check: the newest one is what counts.
            return tick(state, now);
        }
        HealthState passed = passing(state, at);
        return tick(observation.up() ? good(passed, at) : failed(passed, at), now);
    }

    @Override
    public Evaluation<HealthState> tick(HealthState state, Instant now) {
        HealthState passed = passing(state, now);
        Instant heard = passed.lastAt() != null ? passed.lastAt() : passed.createdAt();
        Verdict verdict = now.isAfter(heard.plus(timing.silentAfter()))
                ? new Verdict.NoData(Optional.ofNullable(passed.lastAt()), Holds.firing(passed.holds()))
                : Holds.verdict(passed.holds(), rule, reading(passed, now));
        return new Evaluation<>(passed, verdict);
    }

    /** The last check is believed until the probe has been silent for too long; then time stands still. */
    private HealthState passing(HealthState state, Instant now) {
        Instant last = state.lastAt();
        if (last == null) {
            return state;
        }
        Instant trusted = last.plus(timing.silentAfter());
        return state.with(Holds.passing(state.holds(), now.isBefore(trusted) ? now : trusted, rule));
    }

    private HealthState failed(HealthState state, Instant at) {
        int row = state.failures() + 1;
        Instant first = state.firstFailureAt() != null ? state.firstFailureAt() : at;
        Instant downSince =
                state.downSince() != null ? state.downSince() : row >= timing.failuresToDown() ? first : null;
        OptionalInt rank = failures.isPresent()
                ? rankOf(failures.get().band(row))
                : downSince != null ? OptionalInt.of(rule.rank()) : OptionalInt.empty();
        // In the count form the condition begins with the failure that reaches the limit, in the time form with the
        // first failure of the outage.
        Instant since = failures.isEmpty() && downSince != null ? downSince : at;
        return new HealthState(
                state.createdAt(), at, row, 0, first, downSince, Holds.see(state.holds(), rank, since, at));
    }

    private HealthState good(HealthState state, Instant at) {
        int row = state.successes() + 1;
        boolean stillDown = state.downSince() != null && row < timing.successesToUp();
        // A condition that is true stays so until the outage is over; one that is not has nothing to end.
        List<Hold> holds = stillDown ? state.holds() : Holds.see(state.holds(), OptionalInt.empty(), at, at);
        return stillDown
                ? new HealthState(
                        state.createdAt(), at, state.failures(), row, state.firstFailureAt(), state.downSince(), holds)
                : new HealthState(state.createdAt(), at, 0, row, null, null, holds);
    }

    private static OptionalInt rankOf(Optional<Band> band) {
        return band.map(found -> OptionalInt.of(found.rank())).orElse(OptionalInt.empty());
    }

    private Reading reading(HealthState state, Instant now) {
        if (failures.isPresent()) {
            return new Reading(
                    new Quantity(state.failures(), Unit.COUNT),
                    failures.get().text(state.failures()) + " failures in a row",
                    state.failures());
        }
        Instant downSince = state.downSince();
        Duration down = downSince == null ? Duration.ZERO : Duration.between(downSince, now);
        return new Reading(
                Quantity.of(down.isNegative() ? Duration.ZERO : down),
                "down for " + Durations.print(rule.hold()),
                state.failures());
    }
}
