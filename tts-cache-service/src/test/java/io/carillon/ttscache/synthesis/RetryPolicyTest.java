package io.carillon.ttscache.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ttscache.entry.Mp3;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Duration PLENTY = Duration.ofMinutes(1);
    private static final Synthesis OUT = new Synthesis.Unavailable();

    private final RandomGenerator random = new SplittableRandom(7);
    private final RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(3), Duration.ofMillis(200));

    @RepeatedTest(50)
    void waitsTwiceAsLongEachTimeAndNeverAlike() {
        assertThat(policy.pause(OUT, 1, PLENTY, random).orElseThrow())
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(policy.pause(OUT, 2, PLENTY, random).orElseThrow())
                .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void stopsAfterTheLastTry() {
        assertThat(policy.pause(OUT, 3, PLENTY, random)).isEmpty();
    }

    @Test
    void neverComesAgainSoonerThanAskedTo() {
        Synthesis limited = new Synthesis.RateLimited(Optional.of(Duration.ofSeconds(2)));

        assertThat(policy.pause(limited, 1, PLENTY, random).orElseThrow()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void staysInsideTheCallersTime() {
        Synthesis limited = new Synthesis.RateLimited(Optional.of(Duration.ofSeconds(2)));

        assertThat(policy.pause(limited, 1, Duration.ofMillis(5_000), random)).isPresent();
        assertThat(policy.pause(limited, 1, Duration.ofMillis(4_999), random)).isEmpty();
    }

    @Test
    void doesNotRepeatWhatWouldFailAgain() {
        assertThat(policy.pause(new Synthesis.Unauthorized(), 1, PLENTY, random))
                .isEmpty();
        assertThat(policy.pause(new Synthesis.Rejected(), 1, PLENTY, random)).isEmpty();
        assertThat(policy.pause(new Synthesis.Garbage(), 1, PLENTY, random)).isEmpty();
        assertThat(policy.pause(new Synthesis.NotAsked(), 1, PLENTY, random)).isEmpty();
        Mp3 audio = Mp3.read(new byte[] {'I', 'D', '3', 0}).orElseThrow();
        assertThat(policy.pause(new Synthesis.Audio(audio), 1, PLENTY, random)).isEmpty();
    }
}
