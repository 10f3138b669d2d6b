package io.carillon.kit.limit;

import java.time.Duration;

/** One subject's allowance: filled at the limit's rate, emptied by requests. Thread-safe; times are nanoseconds. */
final class TokenBucket {

    private static final double SECOND = 1e9;

    private double tokens;
    private long at;

    /** Taken since others were last told. */
    private long untold;

    TokenBucket(Limit limit, long now) {
        this.tokens = limit.burst();
        this.at = now;
    }

    /** Zero where a request is allowed, and it has been counted; otherwise how long until one is, at most an hour. */
    synchronized Duration take(Limit limit, long now) {
        fill(limit, now);
        if (tokens >= 1) {
            tokens -= 1;
            untold++;
            return Duration.ZERO;
        }
        var seconds =
                Math.min((1 - tokens) / limit.perSecond(), Duration.ofHours(1).toSeconds());
        return Duration.ofNanos((long) Math.ceil(seconds * SECOND));
    }

    /** What was taken since the last time; the caller tells it to {@link #told} or gives it back. */
    synchronized long tell() {
        var taken = untold;
        untold = 0;
        return taken;
    }

    synchronized void giveBack(long taken) {
        untold += taken;
    }

    /** @param left what all replicas together have left, all that {@link #tell} answered being counted */
    synchronized void told(double left, long now) {
        tokens = left - untold;
        at = now;
    }

    /** Whether a new one would allow just as much. */
    synchronized boolean full(Limit limit, long now) {
        fill(limit, now);
        return tokens >= limit.burst();
    }

    private void fill(Limit limit, long now) {
        if (now > at) {
            tokens = Math.min(limit.burst(), tokens + (now - at) / SECOND * limit.perSecond());
            at = now;
        }
    }
}
