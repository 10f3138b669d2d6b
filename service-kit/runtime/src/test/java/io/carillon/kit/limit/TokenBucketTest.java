package io.carillon.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.traceability.Requirement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {

    private static final Limit TWO_A_SECOND = new Limit(2, 3);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TokenBucket bucket = new TokenBucket(TWO_A_SECOND, 0);

    @Test
    @Requirement("R-SEC-16")
    void allowsABurstAndThenTheRate() {
        assertThat(allowed(3, 0)).isEqualTo(3);

        assertThat(bucket.take(TWO_A_SECOND, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(bucket.take(TWO_A_SECOND, SECOND / 4)).isEqualTo(Duration.ofMillis(250));
        assertThat(bucket.take(TWO_A_SECOND, SECOND / 2)).isZero();
        assertThat(allowed(10, SECOND)).isEqualTo(1);
    }

    @Test
    void neverSavesUpMoreThanABurst() {
        assertThat(allowed(10, 3_600 * SECOND)).isEqualTo(3);
    }

    @Test
    void aHigherLimitHoldsAtOnce() {
        allowed(3, 0);
        var raised = new Limit(1_000, 1_000);

        assertThat(bucket.take(raised, SECOND / 100)).isZero();
    }

    @Test
    @Requirement("R-SEC-16")
    void whatOthersTookIsGone() {
        allowed(1, 0);
        assertThat(bucket.tell()).isEqualTo(1);
        // Taken here while the others were told: still to be counted.
        allowed(1, 0);

        bucket.told(1.5, 0);

        assertThat(bucket.take(TWO_A_SECOND, 0)).isEqualTo(Duration.ofMillis(250));
        assertThat(bucket.tell()).isEqualTo(1);
        bucket.giveBack(1);
        assertThat(bucket.tell()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "-1,1", "NaN,1", "Infinity,1", "1000001,1", "1,0.9", "1,NaN", "1,10000001"})
    void aLimitThatCanBeNoneIsRefused(double perSecond, double burst) {
        assertThatThrownBy(() -> new Limit(perSecond, burst)).isInstanceOf(IllegalArgumentException.class);
    }

    private int allowed(int tries, long now) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += bucket.take(TWO_A_SECOND, now).isZero() ? 1 : 0;
        }
        return allowed;
    }
}
