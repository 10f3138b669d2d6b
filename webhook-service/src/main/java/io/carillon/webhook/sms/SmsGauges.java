package io.carillon.webhook.sms;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.sms.FailedRepository.Backlog;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** How many messages wait, as metrics: {@code sms.waiting}, {@code sms.looked.up}, {@code sms.oldest.seconds}. */
@ApplicationScoped
class SmsGauges {

    private static final Logger LOG = Logger.getLogger(SmsGauges.class);
    private static final double MILLIS = 1_000;

    private final Transactions transactions;
    private final FailedRepository failed;
    private final SmsAccount account;
    private final Clock clock;
    private volatile Backlog backlog = new Backlog(0, 0, null);

    SmsGauges(Transactions transactions, FailedRepository failed, SmsAccount account, Metrics metrics, Clock clock) {
        this.transactions = transactions;
        this.failed = failed;
        this.account = account;
        this.clock = clock;
        metrics.gauge("sms.waiting", Map.of(), () -> backlog.waiting());
        metrics.gauge("sms.looked.up", Map.of(), () -> backlog.lookedUp());
        metrics.gauge("sms.oldest.seconds", Map.of(), this::oldestSeconds);
    }

    @Scheduled(
            every = "${carillon.sms.gauges:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        if (account.sid().isEmpty()) {
            return;
        }
        try {
            backlog = transactions.acrossClinics(failed::backlog);
        } catch (DatabaseUnavailableException | RolledBackException e) {
            LOG.debugf("the backlog of messages is as it was: %s", e.getMessage());
        }
    }

    private double oldestSeconds() {
        var oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis()) / MILLIS;
    }
}
