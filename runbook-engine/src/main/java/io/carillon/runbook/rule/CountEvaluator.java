package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Quantity;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Events within a sliding window, summed from the metric windows of all replicas.
 *
 * <p>The window ends where the newest bucket ends, not at the wall clock: a bucket takes a moment to arrive, and a
 * window that ran ahead of it would be that much too short. A bucket is within the window when its end is:
 * {@code newestEnd - window < end}. A bucket that comes late still counts if the window reaches back to it; one that
 * comes again does not count again.
 */
public final class CountEvaluator implements Evaluator<CountState, Bucket> {
    /** Windows come every 5 s from each replica (design 3), whatever the pack's speed; two missing are silence. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(10);

    private final Rule rule;
    private final Limit limit;

    CountEvaluator(Rule rule, Condition.Count condition) {
        this.rule = rule;
        this.limit = condition.limit();
    }

    @Override
    public CountState initial(Instant now) {
        return new CountState(now, null, null, List.of(), Holds.idle(limit.ranks()));
    }

    @Override
    public Evaluation<CountState> observe(CountState state, Bucket bucket, Instant now) {
        Instant at = earlier(bucket.at(), now);
        CountState passed = passing(state, at);
        // A clock that runs ahead must not push everybody else's buckets out of the window.
        Instant newestEnd = later(passed.newestEnd(), earlier(bucket.end(), at));
        List<Bucket> buckets = within(newestEnd, passed.buckets());
        if (isNew(bucket, buckets) && inWindow(bucket, newestEnd)) {
            buckets.add(bucket);
        }
        long sum = buckets.stream().mapToLong(Bucket::sum).sum();
        OptionalInt rank =
                limit.band(sum).map(band -> OptionalInt.of(band.rank())).orElse(OptionalInt.empty());
        CountState seen = new CountState(
                passed.createdAt(),
                later(passed.lastAt(), at),
                newestEnd,
                buckets,
                Holds.see(passed.holds(), rank, at, at));
        return tick(seen, now);
    }

    @Override
    public Evaluation<CountState> tick(CountState state, Instant now) {
        CountState passed = passing(state, now);
        Instant heard = passed.lastAt() != null ? passed.lastAt() : passed.createdAt();
        Verdict verdict = now.isAfter(heard.plus(SILENT_AFTER))
                ? new Verdict.NoData(Optional.ofNullable(passed.lastAt()), Holds.firing(passed.holds()))
                : Holds.verdict(passed.holds(), rule, reading(passed));
        return new Evaluation<>(passed, verdict);
    }

    /** What was seen last is believed until there has been silence for too long; then time stands still. */
    private CountState passing(CountState state, Instant now) {
        Instant last = state.lastAt();
        if (last == null) {
            return state;
        }
        Instant until = earlier(now, last.plus(SILENT_AFTER));
        return new CountState(
                state.createdAt(), last, state.newestEnd(), state.buckets(), Holds.passing(state.holds(), until, rule));
    }

    private List<Bucket> within(Instant newestEnd, List<Bucket> buckets) {
        List<Bucket> kept = new ArrayList<>(buckets);
        kept.removeIf(bucket -> !inWindow(bucket, newestEnd));
        return kept;
    }

    private boolean inWindow(Bucket bucket, Instant newestEnd) {
        return bucket.end().isAfter(newestEnd.minus(rule.window()));
    }

    private static boolean isNew(Bucket bucket, List<Bucket> buckets) {
        return buckets.stream()
                .noneMatch(known -> known.replica().equals(bucket.replica())
                        && known.start().equals(bucket.start()));
    }

    private Reading reading(CountState state) {
        return new Reading(
                new Quantity(state.sum(), Unit.COUNT),
                limit.text(state.sum()) + " in " + Durations.print(rule.window()),
                state.buckets().size());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }
}
