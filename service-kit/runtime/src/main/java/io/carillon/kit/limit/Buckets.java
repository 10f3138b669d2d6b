package io.carillon.kit.limit;

import io.carillon.kit.limit.LimitSharing.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The buckets of everybody who came by lately; no more than {@link #MOST}, whoever comes. Thread-safe. */
final class Buckets {

    static final int MOST = 20_000;

    /** How often it is looked for buckets to forget, while there is no room. */
    private static final long PURGE_NANOS = Duration.ofSeconds(1).toNanos();

    /** All for whom there is no room share one of their kind. */
    private static final String OTHERS = "(others)";

    private final Map<Subject, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final Allowances allowances;
    private final AtomicLong purged;

    /** @param now nanoseconds, as everywhere here */
    Buckets(Allowances allowances, long now) {
        this.allowances = allowances;
        this.purged = new AtomicLong(now - PURGE_NANOS);
    }

    /** As {@link TokenBucket#take}. */
    Duration take(Subject subject, long now) {
        var limit = allowances.of(subject);
        var bucket = buckets.get(subject);
        return (bucket == null ? made(subject, limit, now) : bucket).take(limit, now);
    }

    private TokenBucket made(Subject subject, Limit limit, long now) {
        if (buckets.size() >= MOST) {
            purge(now);
        }
        // A stranger with many addresses can fill the room; all the others then share one allowance.
        var housed = buckets.size() >= MOST ? new Subject(subject.kind(), OTHERS) : subject;
        return buckets.computeIfAbsent(housed, absent -> new TokenBucket(limit, now));
    }

    private void purge(long now) {
        var last = purged.get();
        if (now - last >= PURGE_NANOS && purged.compareAndSet(last, now)) {
            buckets.entrySet().removeIf(entry -> entry.getValue().full(allowances.of(entry.getKey()), now));
        }
    }

    /** @param most how many subjects at most; the others are told the next time */
    List<Share> tell(int most) {
        var told = new ArrayList<Share>();
        for (var entry : buckets.entrySet()) {
            if (told.size() == most) {
                break;
            }
            var taken = entry.getValue().tell();
            if (taken > 0) {
                told.add(new Share(entry.getKey(), allowances.of(entry.getKey()), taken));
            }
        }
        return told;
    }

    /** @param left in the order of {@code told}: what all replicas together have left */
    void told(List<Share> told, List<Double> left, long now) {
        for (int i = 0; i < told.size(); i++) {
            var bucket = buckets.get(told.get(i).subject());
            if (bucket != null) {
                bucket.told(left.get(i), now);
            }
        }
    }

    void giveBack(List<Share> told) {
        for (var share : told) {
            var bucket = buckets.get(share.subject());
            if (bucket != null) {
                bucket.giveBack(share.taken());
            }
        }
    }

    int size() {
        return buckets.size();
    }
}
