package io.carillon.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.kit.retry.Backoff;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.delivery.RetryPolicy.Next.Again;
import io.carillon.webhook.delivery.RetryPolicy.Next.Over;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-02T17:05:00Z");

    /** For any settings: a pause is never shorter than half of its step nor longer than the step or the cap. */
    @Test
    @Requirement("R-WEB-15")
    void pausesDoubleWithinTheirBoundsAndNoTwoComeBackTogether() {
        var chance = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            var first = Duration.ofMillis(1 + chance.nextInt(20_000));
            var longest = first.plusMillis(chance.nextInt(900_000));
            var tries = 2 + chance.nextInt(40);
            var policy = new RetryPolicy(tries, new Backoff(first, longest, chance));
            for (int failed = 1; failed < tries; failed++) {
                var step = Math.min(longest.toMillis(), first.toMillis() * Math.pow(2, failed - 1));
                var due = ((Again) policy.after(failed, Cause.OURS, NOW)).due();
                assertThat(Duration.between(NOW, due).toMillis())
                        .as("try %d of %s up to %s", failed, first, longest)
                        .isBetween((long) Math.floor(step / 2), (long) Math.ceil(step));
            }
        }
    }

    @Test
    void jitterSpreadsThoseWhoFailedTogether() {
        var policy = new RetryPolicy(5, new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10), new Random(1)));
        var dues = new HashSet<Instant>();
        for (int i = 0; i < 100; i++) {
            dues.add(((Again) policy.after(3, Cause.DEPENDENCY, NOW)).due());
        }
        assertThat(dues).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @EnumSource
    @Requirement("R-WEB-15")
    void theFifthFailureIsTheLastAndTheSendersFaultIsTheFirst(Cause cause) {
        var policy = new RetryPolicy(5, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), new Random(1)));

        switch (cause) {
            case SENDER -> assertThat(policy.after(1, cause, NOW)).isEqualTo(new Over(Status.DEAD));
            case OURS, DEPENDENCY -> {
                assertThat(policy.after(4, cause, NOW)).isInstanceOf(Again.class);
                assertThat(policy.after(5, cause, NOW)).isEqualTo(new Over(Status.FAILED));
            }
        }
    }
}
