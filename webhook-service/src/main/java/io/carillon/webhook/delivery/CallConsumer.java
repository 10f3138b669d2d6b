package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent;
import io.carillon.events.Topic;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.carillon.kit.event.Received;
import io.carillon.kit.event.TryLaterException;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Reads {@code carillon.calls} for {@link Delivery}. While PostgreSQL is away, events wait on Kafka and none is tried. */
@ApplicationScoped
class CallConsumer {

    static final String GROUP = "webhook-delivery";

    private static final Logger LOG = Logger.getLogger(CallConsumer.class);

    private final EventConsumers consumers;
    private final DatabaseWatch database;
    private final Delivery delivery;
    private final Metrics metrics;

    CallConsumer(EventConsumers consumers, DatabaseWatch database, Delivery delivery, Metrics metrics) {
        this.consumers = consumers;
        this.database = database;
        this.delivery = delivery;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        consumers.startBatches(GROUP, Set.of(Topic.CALLS), OffsetReset.EARLIEST, this::on);
    }

    void on(List<Received> batch) throws TryLaterException {
        var away = database.reasonAway();
        if (away.isPresent()) {
            throw new TryLaterException(away.get());
        }
        var jobs = new ArrayList<Job>(batch.size());
        for (var received : batch) {
            switch (received) {
                case Received.Known known -> {
                    if (known.event().data() instanceof CallEvent event) {
                        jobs.add(Job.of(known.event(), event));
                    }
                }
                case Received.Unreadable unreadable -> {
                    metrics.count("webhook.deliveries.unreadable", Map.of());
                    LOG.errorf(
                            "webhook delivery failed: %s is no event of ours and is passed over: %s",
                            unreadable.at(), unreadable.reason());
                }
            }
        }
        if (!jobs.isEmpty()) {
            delivery.deliver(jobs);
        }
    }
}
