package io.carillon.health.traffic;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.events.Topic;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the metric windows of all services; every replica reads them all, so each has its own consumer group. */
@ApplicationScoped
public class TrafficWatch {

    private final RecentWindows windows = new RecentWindows();
    private final EventConsumers consumers;
    private final Deployment deployment;
    private final Clock clock;
    private @Nullable AutoCloseable consumer;

    TrafficWatch(EventConsumers consumers, Deployment deployment, Clock clock) {
        this.consumers = consumers;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** The last five minutes as known here; zeros while nothing was heard. */
    public Traffic now() {
        return windows.since(clock.instant());
    }

    void start(@Observes StartupEvent started) {
        // LATEST: what was before our start is past in five minutes anyway.
        consumer = consumers.start(
                "health-traffic-" + deployment.replica(),
                Set.of(Topic.METRICS),
                OffsetReset.LATEST,
                (event, brokerTime) -> take(event));
    }

    private void take(CloudEvent<? extends Event> event) {
        if (event.data() instanceof MetricWindow window) {
            windows.add(window, clock.instant());
        }
    }

    void stop(@Observes ShutdownEvent stopped) throws Exception {
        if (consumer != null) {
            consumer.close();
        }
    }
}
