package io.carillon.webhook.delivery;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.delivery.QueueHealth.Backlog;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Looks at the queue: when somebody asks, and every five seconds for the gauges that alerting reads. */
@ApplicationScoped
class QueueLook {

    private static final Duration REDIS_PATIENCE = Duration.ofSeconds(1);

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final DeliveryQueries queries;
    private final ReactiveRedisDataSource redis;
    private final CallConsumer calls;
    private final Clock clock;
    private volatile @Nullable Backlog last;

    QueueLook(
            DatabaseWatch database,
            Transactions transactions,
            DeliveryQueries queries,
            ReactiveRedisDataSource redis,
            CallConsumer calls,
            Metrics metrics,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.queries = queries;
        this.redis = redis;
        this.calls = calls;
        this.clock = clock;
        job(metrics, Status.WAITING, Backlog::waiting);
        job(metrics, Status.ACTIVE, Backlog::active);
        job(metrics, Status.DELAYED, Backlog::delayed);
        job(metrics, Status.FAILED, Backlog::failed);
        metrics.gauge("webhook.dead_letters", Map.of(), () -> read(Backlog::dead));
        metrics.gauge(
                "webhook.dead_letters.oldest.seconds",
                Map.of(),
                () -> read(backlog -> backlog.oldestDeadSeconds(clock.instant())));
        metrics.gauge(
                "webhook.success",
                Map.of(),
                () -> read(backlog -> backlog.successRate().doubleValue()));
    }

    private void job(Metrics metrics, Status status, ToDoubleFunction<Backlog> count) {
        metrics.gauge("webhook.jobs", Map.of("status", status.word()), () -> read(count));
    }

    private double read(ToDoubleFunction<Backlog> value) {
        var seen = last;
        return seen == null ? Double.NaN : value.applyAsDouble(seen);
    }

    /** What was seen. */
    sealed interface Seen {
        record Queue(Backlog backlog, boolean redis) implements Seen {}

        /** The database is away, and with it the queue. */
        record Away(boolean redis) implements Seen {}
    }

    Seen look() {
        var answers = redisAnswers();
        var backlog = backlog();
        return backlog == null
                ? new Seen.Away(answers)
                : new Seen.Queue(backlog.with(calls.behind(), calls.failingSince()), answers);
    }

    @Scheduled(
            every = "${carillon.delivery.gauges:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void gauge() {
        // Numbers that are not known are not shown, rather than shown as they were.
        last = backlog();
    }

    private @Nullable Backlog backlog() {
        if (database.reasonAway().isPresent()) {
            return null;
        }
        try {
            return transactions.acrossClinics(connection -> queries.backlog(connection, clock.instant()));
        } catch (DatabaseUnavailableException | OutOfTimeException | RolledBackException e) {
            return null;
        }
    }

    private boolean redisAnswers() {
        try {
            redis.execute("PING").await().atMost(REDIS_PATIENCE);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
