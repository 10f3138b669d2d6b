package io.carillon.kit.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2, PT2S",
        "' 0 ', PT0S",
        "'Mon, 5 Jan 2026 12:00:30 GMT', PT30S",
        "'Mon, 5 Jan 2026 11:00:00 GMT', PT0S",
    })
    void itIsSecondsOrADate(String header, Duration expected) {
        assertThat(RetryAfter.read(header, NOW)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''", "-1", "soon", "99999999999"})
    void oneThatSaysNothingIsNone(String header) {
        assertThat(RetryAfter.read(header, NOW)).isEmpty();
    }

    @Test
    void moreThanTheLongestIsNotBelieved() {
        assertThat(RetryAfter.read("60", NOW, Duration.ofSeconds(30))).contains(Duration.ofSeconds(30));
        assertThat(RetryAfter.read("20", NOW, Duration.ofSeconds(30))).contains(Duration.ofSeconds(20));
    }
}
