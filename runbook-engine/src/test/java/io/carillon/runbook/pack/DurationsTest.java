package io.carillon.runbook.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "30s,PT30S",
        "2m,PT2M",
        "1h30m,PT1H30M",
        "7d,PT168H",
        "1d2h3m4s5ms,PT26H3M4.005S",
        "90m,PT1H30M"
    })
    void readsWhatPacksWrite(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2", "m", "2 m", "-2m", "2m30", "30s2m", "2.5h", "2w", "2M", "PT2M", "٢m", "9999999999s"})
    void refusesWhatIsNone(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @Test
    void whatItPrintsItReads() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        for (int trial = 0; trial < 10_000; trial++) {
            Duration duration =
                    Duration.ofMillis(random.nextLong(1, Duration.ofDays(400).toMillis()));

            assertThat(Durations.parse(Durations.print(duration))).contains(duration);
        }
        assertThat(Durations.print(Duration.ZERO)).isEqualTo("0s");
        assertThat(Durations.print(Duration.ofSeconds(-90))).isEqualTo("-1m30s");
    }
}
