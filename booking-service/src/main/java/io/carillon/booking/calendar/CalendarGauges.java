package io.carillon.booking.calendar;

import io.carillon.booking.calendar.UnsyncedRepository.Backlog;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** How far calendars are behind, as metrics: {@code calendar.pending}, {@code calendar.failed}, {@code calendar.oldest}. */
@ApplicationScoped
class CalendarGauges {

    private static final Logger LOG = Logger.getLogger(CalendarGauges.class);
    private static final double MILLIS = 1_000;

    private final Transactions transactions;
    private final UnsyncedRepository unsynced;
    private final Clock clock;
    private volatile Backlog backlog = new Backlog(0, 0, null);

    CalendarGauges(Transactions transactions, UnsyncedRepository unsynced, Metrics metrics, Clock clock) {
        this.transactions = transactions;
        this.unsynced = unsynced;
        this.clock = clock;
        metrics.gauge("calendar.pending", Map.of(), () -> backlog.pending());
        metrics.gauge("calendar.failed", Map.of(), () -> backlog.failed());
        metrics.gauge("calendar.oldest.seconds", Map.of(), this::oldestSeconds);
    }

    @Scheduled(
            every = "${carillon.calendar.gauges:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        try {
            backlog = transactions.acrossClinics(unsynced::backlog);
        } catch (DatabaseUnavailableException | RolledBackException e) {
            LOG.debugf("the calendars' backlog is as it was: %s", e.getMessage());
        }
    }

    private double oldestSeconds() {
        var oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis()) / MILLIS;
    }
}
