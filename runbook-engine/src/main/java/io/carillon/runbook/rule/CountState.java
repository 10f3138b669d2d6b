package io.carillon.runbook.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was counted within the window.
 *
 * @param createdAt when watching began
 * @param lastAt when a bucket came last
 * @param newestEnd the latest end of any bucket: where the sliding window ends
 * @param buckets those of the window, a bounded number: window / 5 s for each replica
 * @param holds one for each rank, strictest first
 */
public record CountState(
        Instant createdAt,
        @Nullable Instant lastAt,
        @Nullable Instant newestEnd,
        List<Bucket> buckets,
        List<Hold> holds) {
    public CountState {
        buckets = List.copyOf(buckets);
        holds = List.copyOf(holds);
    }

    /** Events of the window. */
    public long sum() {
        return buckets.stream().mapToLong(Bucket::sum).sum();
    }
}
