package io.carillon.ttscache.synthesis;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether a call that failed is tried again, and when (R-EXT-04): what may pass by itself, after a pause that doubles and
 * is drawn at random, never sooner than the provider asked, and only if the try can end inside the caller's time.
 *
 * @param attempts tries in all
 * @param attempt how long one try may take
 * @param base the first pause is between half of this and this
 */
record RetryPolicy(int attempts, Duration attempt, Duration base) {

    /**
     * The pause before the next try; empty where there is none.
     *
     * @param tried tries so far, at least 1
     * @param left what is left of the caller's time
     */
    Optional<Duration> pause(Synthesis failure, int tried, Duration left, RandomGenerator random) {
        Optional<Duration> asked = switch (failure) {
            case Synthesis.RateLimited(var retryAfter) -> Optional.of(retryAfter.orElse(Duration.ZERO));
            case Synthesis.Unavailable _ -> Optional.of(Duration.ZERO);
            case Synthesis.Audio _,
                    Synthesis.Unauthorized _,
                    Synthesis.Rejected _,
                    Synthesis.Garbage _,
                    Synthesis.NotAsked _ -> Optional.empty();
        };
        return asked.filter(_ -> tried < attempts)
                .map(least -> longer(least, backoff(tried, random)))
                .filter(pause -> pause.plus(attempt).compareTo(left) <= 0);
    }

    private Duration backoff(int tried, RandomGenerator random) {
        long full = base.toMillis() << (tried - 1);
        return Duration.ofMillis(random.nextLong(full / 2, full + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
