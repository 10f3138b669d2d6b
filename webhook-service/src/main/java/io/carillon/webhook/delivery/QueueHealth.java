package io.carillon.webhook.delivery;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges how the queue fares (R-WEB-12). */
enum QueueHealth {
    HEALTHY("healthy"),
    /** Worth a look; callbacks take effect. */
    DEGRADED("degraded"),
    /** Callbacks do not take effect, or too many never will. */
    UNHEALTHY("unhealthy");

    /** Fewer say nothing about a rate (R-ALRT-44). */
    private static final long ENOUGH = 100;

    /** R-PERF-15. */
    private static final BigDecimal TARGET = new BigDecimal("0.99");

    /** Ours: one in twenty is no accident. */
    private static final BigDecimal TOLERABLE = new BigDecimal("0.95");

    /** What is due this long and not done is not being worked on. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private final String word;

    QueueHealth(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /**
     * The queue in numbers.
     *
     * @param completed within the last day
     * @param dead letters, the failed included
     * @param givenUp ended as a dead letter within the last day
     * @param oldestDue when the first of the open jobs was, or is, to be done
     * @param growing there are new dead letters in each of the last two five minutes (R-ALRT-45)
     */
    record Backlog(
            long waiting,
            long active,
            long completed,
            long failed,
            long delayed,
            long dead,
            long givenUp,
            @Nullable Instant oldestDue,
            @Nullable Instant oldestDead,
            boolean growing) {

        /**
         * With what lies on Kafka.
         *
         * @param behind events that have not become jobs
         * @param failingSince since when the first of them has been tried in vain
         */
        Backlog with(long behind, Optional<Instant> failingSince) {
            var due = failingSince
                    .filter(since -> oldestDue == null || since.isBefore(oldestDue))
                    .orElse(oldestDue);
            return new Backlog(
                    waiting + behind, active, completed, failed, delayed, dead, givenUp, due, oldestDead, growing);
        }

        /** Share of the last day's jobs that took effect, 0 to 1, to four decimals; 1 where there were none. */
        BigDecimal successRate() {
            var all = completed + givenUp;
            return all == 0
                    ? BigDecimal.ONE
                    // Down: 99.96 % are not all.
                    : BigDecimal.valueOf(completed).divide(BigDecimal.valueOf(all), 4, RoundingMode.DOWN);
        }

        /** As R-WEB-12 writes it: {@code 99.6%}. */
        String successRateText() {
            return successRate().movePointRight(2).setScale(1, RoundingMode.DOWN) + "%";
        }

        long oldestDeadSeconds(Instant now) {
            return oldestDead == null
                    ? 0
                    : Math.max(0, Duration.between(oldestDead, now).toSeconds());
        }
    }

    static QueueHealth of(Backlog backlog, boolean redis, Instant now) {
        var due = backlog.oldestDue();
        var enough = backlog.completed() + backlog.givenUp() >= ENOUGH;
        var rate = backlog.successRate();
        if (due != null && due.isBefore(now.minus(STUCK)) || enough && rate.compareTo(TOLERABLE) < 0) {
            return UNHEALTHY;
        }
        return !redis || backlog.growing() || enough && rate.compareTo(TARGET) < 0 ? DEGRADED : HEALTHY;
    }
}
