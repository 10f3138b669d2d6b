package io.carillon.booking.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @Test
    void withoutBookingsThereIsNoFigure() {
        var none = of();
        assertThat(none.average()).isEmpty();
        assertThat(none.quantile(0.95)).isEmpty();
    }

    @Test
    @Requirement("R-BOOK-11")
    void theAverageIsExact() {
        assertThat(of(0.1, 0.2, 0.6).average().orElseThrow())
                .isEqualTo(0.3, org.assertj.core.api.Assertions.within(1e-9));
    }

    /** Whatever is thrown at it, the percentile is never too low and at most ten per cent too high. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @Requirement("R-BOOK-11")
    void thePercentileIsAtMostTenPercentTooHigh(long seed) {
        var random = new Random(seed);
        var seconds = random.doubles(1 + random.nextInt(500), -5, 7)
                .map(exponent -> Math.max(0.001, Math.exp(exponent)))
                .toArray();
        var durations = of(seconds);
        Arrays.sort(seconds);
        var exact = seconds[(int) Math.ceil(0.95 * seconds.length) - 1];

        assertThat(durations.quantile(0.95).orElseThrow())
                .isGreaterThanOrEqualTo(exact * (1 - 1e-9))
                .isCloseTo(exact, Percentage.withPercentage(10.0001));
    }

    private static Durations of(double... seconds) {
        var buckets = new TreeMap<Integer, Long>();
        for (var took : seconds) {
            buckets.merge((int) Math.ceil(Math.log(Math.max(1, took * 1000)) / Math.log(1.1)), 1L, Long::sum);
        }
        return new Durations(buckets, Arrays.stream(seconds).sum());
    }
}
