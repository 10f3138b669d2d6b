package io.carillon.webhook.delivery;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes away jobs that are past their time. */
@ApplicationScoped
class DeliverySweep {

    private static final String COMPLETED = """
            delete from webhook_delivery_log where job_id in
              (select job_id from webhook_delivery_log where status = 'completed' and created_at < ? limit ?)
            """;

    private static final String DEAD = """
            delete from webhook_delivery_log where job_id in
              (select job_id from webhook_delivery_log where status in ('failed', 'dead') and died_at < ? limit ?)
            """;

    private static final String TOTALS = """
            delete from webhook_delivery_totals where (hour, provider, outcome) in
              (select hour, provider, outcome from webhook_delivery_totals where hour < ? limit ?)
            """;

    private final Sweeper sweeper;
    private final DeliverySettings settings;

    DeliverySweep(Sweeper sweeper, DeliverySettings settings) {
        this.sweeper = sweeper;
        this.settings = settings;
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        sweeper.sweep("delivery log", COMPLETED, settings.keepCompleted());
        sweeper.sweep("dead letters", DEAD, settings.keepDead());
        sweeper.sweep("delivery totals", TOTALS, settings.keepDead());
    }
}
