package io.carillon.alerting.window;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.alerting.wire.Wire;
import io.carillon.runbook.rule.Evaluation;
import io.carillon.runbook.rule.Evaluator;
import io.carillon.runbook.rule.Verdict;
import io.carillon.runbook.rule.Watch;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one rule on one condition: runs its evaluator and says only what changed. Pure; the state travels outside as
 * JSON.
 */
final class Tracker<S, O> {

    private final Watch watch;
    private final Evaluator<S, O> evaluator;
    private final Class<S> stateType;

    Tracker(Watch watch, Evaluator<S, O> evaluator, Class<S> stateType) {
        this.watch = watch;
        this.evaluator = evaluator;
        this.stateType = stateType;
    }

    /**
     * What is kept between two looks.
     *
     * @param firing what was said last; null while the condition is clear
     * @param evaluator the evaluator's own state
     */
    record Kept(ConditionVerdict.@Nullable Firing firing, JsonNode evaluator) {}

    /** @param news a verdict that changed; empty when there is nothing new to say */
    record Step(Kept kept, Optional<ConditionVerdict> news) {}

    String key() {
        return watch.rule().id() + '\n' + watch.condition();
    }

    Step observe(@Nullable Kept before, O observation, Instant now) throws Wire.MalformedException {
        return step(before, evaluator.observe(stateOf(before, now), observation, now), now);
    }

    Step tick(Kept before, Instant now) throws Wire.MalformedException {
        return step(before, evaluator.tick(stateOf(before, now), now), now);
    }

    private S stateOf(@Nullable Kept kept, Instant now) throws Wire.MalformedException {
        return kept == null ? evaluator.initial(now) : Wire.read(kept.evaluator(), stateType);
    }

    private Step step(@Nullable Kept before, Evaluation<S> evaluation, Instant now) {
        var was = before == null ? null : before.firing();
        var is = firingAfter(was, evaluation.verdict());
        return new Step(new Kept(is, Wire.tree(evaluation.state())), news(was, is, evaluation.verdict(), now));
    }

    /** Pending does not end a firing (a band may be on its way), and missing data is not health (R-ALRT-55). */
    private ConditionVerdict.@Nullable Firing firingAfter(ConditionVerdict.@Nullable Firing was, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Firing firing -> was != null && was.rank() <= firing.rank() ? was : sayable(was, firing);
            case Verdict.Pending _, Verdict.NoData _ -> was;
            case Verdict.Clear _ -> null;
        };
    }

    /** A stricter band is the same firing, said again with its new rank. */
    private ConditionVerdict.Firing sayable(ConditionVerdict.@Nullable Firing was, Verdict.Firing firing) {
        return new ConditionVerdict.Firing(
                watch.rule().id(),
                watch.condition().toString(),
                firing.rank(),
                firing.reading().value().toString(),
                firing.reading().limit(),
                firing.since(),
                was == null ? firing.t0() : was.t0());
    }

    private static Optional<ConditionVerdict> news(
            ConditionVerdict.@Nullable Firing was, ConditionVerdict.@Nullable Firing is, Verdict verdict, Instant now) {
        if (is != null) {
            return is.equals(was) ? Optional.empty() : Optional.of(is);
        }
        return was != null && verdict instanceof Verdict.Clear clear
                ? Optional.of(new ConditionVerdict.Clear(
                        was.rule(), was.condition(), clear.reading().value().toString(), was.t0(), now))
                : Optional.empty();
    }
}
