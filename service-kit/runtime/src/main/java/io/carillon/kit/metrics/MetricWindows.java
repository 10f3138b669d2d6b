package io.carillon.kit.metrics;

import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Closes a window every five seconds and sends it, also when nothing happened: silence is a signal of its own. */
@ApplicationScoped
class MetricWindows {

    /** Design, section 3: one window per replica every 5 s. */
    private static final long LENGTH_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(MetricWindows.class);

    private final Metrics metrics;
    private final Deployment deployment;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("metric-windows").factory());
    private Instant opened;

    MetricWindows(Metrics metrics, Deployment deployment, EventPublisher publisher, EventFactory events, Clock clock) {
        this.metrics = metrics;
        this.deployment = deployment;
        this.publisher = publisher;
        this.events = events;
        this.clock = clock;
        this.opened = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        var heap = ManagementFactory.getMemoryMXBean();
        metrics.gauge("jvm.heap.used", Map.of(), () -> heap.getHeapMemoryUsage().getUsed());
        metrics.gauge("jvm.heap.max", Map.of(), () -> heap.getHeapMemoryUsage().getMax());
        var scheduled = timer.scheduleAtFixedRate(this::close, LENGTH_SECONDS, LENGTH_SECONDS, TimeUnit.SECONDS);
        LOG.debugf("metric windows every %d s: %s", LENGTH_SECONDS, scheduled);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void close() {
        try {
            var from = opened;
            opened = clock.instant();
            publisher.publishOrLog(events.event(new MetricWindow(
                    deployment.service(),
                    deployment.replica(),
                    from,
                    opened,
                    metrics.drainCounters(),
                    metrics.drainDistributions(),
                    metrics.readGauges())));
        } catch (RuntimeException e) {
            // A timer that throws is never run again.
            LOG.error("exception while closing a metric window", e);
        }
    }
}
