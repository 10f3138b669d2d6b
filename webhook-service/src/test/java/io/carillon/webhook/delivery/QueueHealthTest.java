package io.carillon.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.delivery.QueueHealth.Backlog;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueHealthTest {

    private static final Instant NOW = Instant.parse("2026-03-02T17:05:00Z");

    @ParameterizedTest
    @CsvSource({
        // completed, given up, text
        "0, 0, 100.0%",
        "996, 4, 99.6%",
        "9999, 1, 99.9%",
        "1, 2, 33.3%",
        "0, 5, 0.0%"
    })
    @Requirement({"R-WEB-12", "R-WEB-16"})
    void theRateIsNeverRoundedUp(long completed, long givenUp, String text) {
        assertThat(backlog(completed, givenUp, null, false).successRateText()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 10, HEALTHY",
        "1000, 11, DEGRADED",
        "950, 50, DEGRADED",
        "949, 51, UNHEALTHY",
        // Too few to say anything.
        "0, 99, HEALTHY"
    })
    @Requirement("R-WEB-12")
    void aRateBelowItsTargetIsToldAndOneThatIsNoAccidentAlarms(long completed, long givenUp, QueueHealth expected) {
        assertThat(QueueHealth.of(backlog(completed, givenUp, null, false), true, NOW))
                .isEqualTo(expected);
    }

    @Test
    @Requirement("R-WEB-12")
    void whatIsDueAndNotDoneForFiveMinutesIsUnhealthy() {
        assertThat(QueueHealth.of(backlog(1, 0, NOW.minusSeconds(300), false), true, NOW))
                .isEqualTo(QueueHealth.HEALTHY);
        assertThat(QueueHealth.of(backlog(1, 0, NOW.minusSeconds(301), false), true, NOW))
                .isEqualTo(QueueHealth.UNHEALTHY);
    }

    @Test
    @Requirement("R-WEB-12")
    void whatLiesOnKafkaWaitsTooAndIsUnhealthyWhenItIsTriedInVainForFiveMinutes() {
        var table = backlog(1, 0, NOW.plusSeconds(5), false);

        assertThat(table.with(7, Optional.empty()).waiting()).isEqualTo(7);
        assertThat(table.with(7, Optional.empty()).oldestDue()).isEqualTo(NOW.plusSeconds(5));
        assertThat(QueueHealth.of(table.with(7, Optional.of(NOW.minusSeconds(300))), true, NOW))
                .isEqualTo(QueueHealth.HEALTHY);
        assertThat(QueueHealth.of(table.with(7, Optional.of(NOW.minusSeconds(301))), true, NOW))
                .isEqualTo(QueueHealth.UNHEALTHY);
    }

    @Test
    void redisAwayOrAGrowingPileIsDegraded() {
        assertThat(QueueHealth.of(backlog(1, 0, null, false), false, NOW)).isEqualTo(QueueHealth.DEGRADED);
        assertThat(QueueHealth.of(backlog(1, 0, null, true), true, NOW)).isEqualTo(QueueHealth.DEGRADED);
    }

    private static Backlog backlog(long completed, long givenUp, @Nullable Instant oldestDue, boolean growing) {
        return new Backlog(0, 0, completed, 0, 0, givenUp, givenUp, oldestDue, null, growing);
    }
}
