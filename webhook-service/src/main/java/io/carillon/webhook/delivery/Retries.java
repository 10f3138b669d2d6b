package io.carillon.webhook.delivery;

import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.webhook.delivery.DeliveryLog.Claimed;
import io.carillon.webhook.delivery.Tally.Ended;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Does what is due: tries that failed before, what waited behind them, what an operator put back. All replicas do; each job
 * is one's at a time. One that dies in the middle loses nothing: its transaction never was, and its lease runs out.
 */
@ApplicationScoped
class Retries {

    private static final Logger LOG = Logger.getLogger(Retries.class);

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final DeliveryLog log;
    private final Delivery delivery;
    private final Effects effects;
    private final DeadLetters letters;
    private final Tally tally;
    private final RetryPolicy policy;
    private final DeliverySettings settings;
    private final Clock clock;

    Retries(
            DatabaseWatch database,
            Transactions transactions,
            DeliveryLog log,
            Delivery delivery,
            Effects effects,
            DeadLetters letters,
            Tally tally,
            RetryPolicy policy,
            DeliverySettings settings,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.log = log;
        this.delivery = delivery;
        this.effects = effects;
        this.letters = letters;
        this.tally = tally;
        this.policy = policy;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(
            every = "${carillon.delivery.look:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        if (!settings.work() || database.reasonAway().isPresent()) {
            return;
        }
        try {
            // What is done frees what waited behind it: again, until nothing is due.
            List<Claimed> claimed;
            do {
                claimed = transactions.acrossClinics(connection -> {
                    var now = now();
                    return log.claim(connection, now, now.plus(settings.lease()), settings.claim());
                });
            } while (!claimed.isEmpty() && allTried(claimed));
        } catch (RuntimeException e) {
            switch (Failure.of(e)) {
                case Failure.Away away -> LOG.debugf("retries wait: %s", away.reason());
                case Failure.Of failure -> LOG.errorf("retries wait: %s", failure.reason());
            }
        }
    }

    /** @return false when PostgreSQL went away: the leases of the others run out */
    private boolean allTried(List<Claimed> claimed) {
        for (var one : claimed) {
            if (!clock.instant().isBefore(one.lease()) || !tried(one)) {
                return false;
            }
        }
        return true;
    }

    private boolean tried(Claimed claimed) {
        try {
            var done = new Ended(claimed.job().provider(), Status.COMPLETED);
            var completed = transactions.acrossClinics(connection -> {
                // First, so that whoever lost the lease does nothing.
                if (!log.end(connection, claimed, Outcome.completed(claimed.attempts()), now())) {
                    return false;
                }
                effects.apply(connection, List.of(claimed.job()));
                tally.add(connection, List.of(done), now());
                return true;
            });
            if (completed) {
                tally.ended(List.of(done));
            }
            return true;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return switch (Failure.of(e)) {
                case Failure.Away away -> false;
                case Failure.Of failure -> failed(claimed, failure);
            };
        }
    }

    private boolean failed(Claimed claimed, Failure.Of failure) {
        var now = now();
        var job = claimed.job();
        var outcome = Outcome.failed(claimed.attempts() + 1, failure.cause(), failure.reason(), policy, now);
        var ended = transactions.acrossClinics(connection -> {
            if (!log.end(connection, claimed, outcome, now)) {
                return false;
            }
            if (outcome.over()) {
                letters.send(connection, job, outcome);
                tally.add(connection, List.of(new Ended(job.provider(), outcome.status())), now);
            }
            return true;
        });
        if (ended) {
            delivery.told(job, outcome);
        }
        return true;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
