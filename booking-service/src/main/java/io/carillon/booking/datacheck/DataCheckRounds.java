package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.kit.database.DatabaseReturned;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import org.jboss.logging.Logger;

/** When checks run by themselves: once a day, and when PostgreSQL has been away (R-BOOK-26, R-EXT-12). */
@ApplicationScoped
class DataCheckRounds {

    /** One run for all replicas, which see the server come back within seconds of each other. */
    private static final Duration SAME_RETURN = Duration.ofSeconds(20);

    private static final Logger LOG = Logger.getLogger(DataCheckRounds.class);

    private final DataChecks checks;
    private final ResultRepository results;
    private final Transactions transactions;
    private final DataCheckMetrics metrics;
    private final DataCheckSettings settings;

    DataCheckRounds(
            DataChecks checks,
            ResultRepository results,
            Transactions transactions,
            DataCheckMetrics metrics,
            DataCheckSettings settings) {
        this.checks = checks;
        this.results = results;
        this.transactions = transactions;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** Due by the table, not by the clock on this replica's wall: a restart neither loses a day nor adds a run. */
    @Scheduled(
            every = "{carillon.datacheck.look}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        attempt(() -> {
            checks.runAll(Cause.DAILY, settings.every());
            transactions.acrossClinics(connection -> {
                metrics.refresh(results.last(connection), results.lastSuccess(connection));
                return true;
            });
        });
    }

    void returned(@ObservesAsync DatabaseReturned event) {
        attempt(() -> checks.runAll(Cause.RETURNED, SAME_RETURN));
    }

    /** The next look may fare better; a job that ended would be noticed by its last success only. */
    private static void attempt(Runnable round) {
        try {
            round.run();
        } catch (DatabaseUnavailableException e) {
            LOG.warnf("Data checks wait: %s", e.title());
        } catch (RuntimeException e) {
            LOG.error("Data checks failed", e);
        }
    }
}
