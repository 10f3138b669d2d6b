package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {

    /** The worked example of the nearest rank: 15, 20, 35, 40, 50. */
    @ParameterizedTest
    @CsvSource({"1, 15", "5, 15", "20, 15", "21, 20", "30, 20", "40, 20", "50, 35", "80, 40", "81, 50", "100, 50"})
    void percentilesAreByTheNearestRank(int percent, long millis) {
        assertThat(distribution(40, 15, 50, 20, 35).percentile(percent)).hasMillis(millis);
    }

    @Test
    void theNinetyNinthOfAHundredLeavesOneOut() {
        var times = distribution(IntStream.rangeClosed(1, 100).toArray());

        assertThat(times.percentile(99)).hasMillis(99);
        assertThat(times.percentile(50)).hasMillis(50);
        assertThat(times.greatest()).hasMillis(100);
        assertThat(times.mean()).isEqualTo(Duration.ofNanos(50_500_000));
    }

    @Test
    void theNinetyNinthOfFiftyIsTheGreatest() {
        var times = distribution(IntStream.rangeClosed(1, 50).toArray());

        assertThat(times.percentile(99)).isEqualTo(times.greatest()).hasMillis(50);
        assertThat(times.percentile(50)).hasMillis(25);
    }

    @Test
    void nothingMeasuredHasNoDistribution() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Distribution(List.of()));
    }

    @ParameterizedTest
    @CsvSource({"0", "101", "-1"})
    void thereAreNoOtherPercentiles(int percent) {
        var one = distribution(1);

        assertThatIllegalArgumentException().isThrownBy(() -> one.percentile(percent));
    }

    private static Distribution distribution(int... millis) {
        return new Distribution(
                IntStream.of(millis).mapToObj(Duration::ofMillis).toList());
    }
}
