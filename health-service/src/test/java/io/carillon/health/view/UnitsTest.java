package io.carillon.health.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole class runs under a locale that writes 15,2. */
class UnitsTest {

    private final Locale usual = Locale.getDefault();

    @BeforeEach
    void inFrance() {
        Locale.setDefault(Locale.FRANCE);
    }

    @AfterEach
    void home() {
        Locale.setDefault(usual);
    }

    @Test
    void memory_has_one_decimal_and_a_dot() {
        assertThat(Units.megabytes(15_938_355)).isEqualTo("15.2MB");
        assertThat(Units.megabytes(0)).isEqualTo("0.0MB");
        assertThat(Units.megabytes(1234L * 1024 * 1024)).isEqualTo("1234.0MB");
    }

    @Test
    void percentages_have_two_decimals_and_a_dot() {
        assertThat(Units.percent(0)).isEqualTo("0.00%");
        assertThat(Units.percent(0.0234)).isEqualTo("0.02%");
        assertThat(Units.percent(100)).isEqualTo("100.00%");
    }

    @Test
    void only_what_took_no_time_is_no_millisecond() {
        assertThat(Units.milliseconds(Duration.ZERO)).isEqualTo("0ms");
        assertThat(Units.milliseconds(Duration.ofNanos(1))).isEqualTo("1ms");
        assertThat(Units.milliseconds(Duration.ofMillis(245))).isEqualTo("245ms");
    }

    @Test
    void timestamps_have_no_decimals_and_end_in_z() {
        assertThat(Units.timestamp(Instant.parse("2024-01-15T10:30:00.987654321Z")))
                .isEqualTo("2024-01-15T10:30:00Z");
    }
}
