package io.carillon.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Limit ONE = new Limit(1, 1);
    private static final Subject SOMEBODY = new Subject(LimitKind.KEY, "somebody");

    private final Allowances allowances = new Allowances(
            Map.of(LimitKind.ADDRESS, ONE, LimitKind.KEY, ONE, LimitKind.CLINIC, ONE, LimitKind.SIGNED, ONE));
    private final Buckets buckets = new Buckets(allowances, 0);

    @Test
    void eachSubjectHasItsOwn() {
        assertThat(buckets.take(SOMEBODY, 0)).isZero();
        assertThat(buckets.take(SOMEBODY, 0)).isPositive();
        assertThat(buckets.take(new Subject(LimitKind.ADDRESS, "somebody"), 0)).isZero();
    }

    @Test
    void anOwnLimitGoesBeforeThatOfTheKindAndCanBeTakenBack() {
        allowances.set(LimitKind.KEY, null, Optional.of(new Limit(5, 5)));
        allowances.set(LimitKind.KEY, "somebody", Optional.of(new Limit(2, 2)));

        assertThat(allowances.of(SOMEBODY)).isEqualTo(new Limit(2, 2));
        assertThat(allowances.of(new Subject(LimitKind.KEY, "else"))).isEqualTo(new Limit(5, 5));
        allowances.set(LimitKind.KEY, "somebody", Optional.empty());
        assertThat(allowances.of(SOMEBODY)).isEqualTo(new Limit(5, 5));
        allowances.set(LimitKind.KEY, null, Optional.empty());
        assertThat(allowances.of(SOMEBODY)).isEqualTo(ONE);
    }

    @Test
    void theNumberOfOwnLimitsIsBounded() {
        for (int i = 0; i < Allowances.MOST; i++) {
            assertThat(allowances.set(LimitKind.KEY, "k" + i, Optional.of(ONE))).isTrue();
        }

        assertThat(allowances.set(LimitKind.KEY, "one more", Optional.of(ONE))).isFalse();
        assertThat(allowances.set(LimitKind.KEY, "k0", Optional.of(new Limit(2, 2))))
                .isTrue();
    }

    @Test
    void strangersWithoutEndShareOneBucketAndTakeNobodyElsesRoom() {
        buckets.take(SOMEBODY, 0);
        for (int i = 0; i < 2 * Buckets.MOST; i++) {
            buckets.take(new Subject(LimitKind.ADDRESS, "a" + i), 0);
        }

        assertThat(buckets.size()).isLessThanOrEqualTo(Buckets.MOST + LimitKind.values().length);
        assertThat(buckets.take(new Subject(LimitKind.ADDRESS, "late"), 0)).isPositive();
        assertThat(buckets.take(SOMEBODY, 0)).isPositive();
        // Two seconds later all of them are as good as new and make room.
        assertThat(buckets.take(new Subject(LimitKind.ADDRESS, "late"), 2 * SECOND))
                .isZero();
        assertThat(buckets.size()).isLessThan(10);
    }

    @Test
    void onlyWhatWasTakenIsTold() {
        buckets.take(SOMEBODY, 0);
        buckets.take(SOMEBODY, 0);

        assertThat(buckets.tell(10)).containsExactly(new LimitSharing.Share(SOMEBODY, ONE, 1));
        assertThat(buckets.tell(10)).isEqualTo(List.of());
    }
}
