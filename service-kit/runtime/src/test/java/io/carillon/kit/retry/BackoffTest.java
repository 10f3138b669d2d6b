package io.carillon.kit.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), random);

    @Test
    void theWaitDoublesUpToItsMostWithJitterOverTheUpperHalf() {
        for (var attempts = 1; attempts < 100; attempts++) {
            var full = attempts < 7 ? 1_000L << (attempts - 1) : 60_000L;
            for (var time = 0; time < 100; time++) {
                assertThat(backoff.after(attempts).toMillis())
                        .as("attempt %d", attempts)
                        .isBetween(full / 2, full);
            }
        }
    }

    @Test
    void aBackoffWithoutAWaitIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), random))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), random))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
