package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent;
import io.carillon.events.Topic;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.Following;
import io.carillon.kit.event.OffsetReset;
import io.carillon.kit.event.Received;
import io.carillon.kit.event.TryLaterException;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads {@code carillon.calls} for {@link Delivery}. While PostgreSQL is away, events wait on Kafka and none is tried. */
@ApplicationScoped
class CallConsumer {

    static final String GROUP = "webhook-delivery";

    private static final Logger LOG = Logger.getLogger(CallConsumer.class);

    private final EventConsumers consumers;
    private final DatabaseWatch database;
    private final Delivery delivery;
    private final DeliverySettings settings;
    private final Metrics metrics;
    private final Clock clock;
    private volatile @Nullable Following following;
    private volatile @Nullable Instant failingSince;

    CallConsumer(
            EventConsumers consumers,
            DatabaseWatch database,
            Delivery delivery,
            DeliverySettings settings,
            Metrics metrics,
            Clock clock) {
        this.consumers = consumers;
        this.database = database;
        this.delivery = delivery;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (!settings.work()) {
            LOG.info("carillon.delivery.work is false: callbacks are recorded, and worked off by other replicas");
            return;
        }
        // Stopped by the kit together with the service.
        following = consumers.startBatches(GROUP, Set.of(Topic.CALLS), OffsetReset.EARLIEST, this::on);
        metrics.gauge("webhook.delivery.behind", Map.of(), this::behind);
    }

    /** Events that lie on Kafka for this replica and have not taken effect. */
    long behind() {
        var consumer = following;
        return consumer == null ? 0 : consumer.behind();
    }

    /** Since when it has been trying one batch in vain; empty while it gets on. */
    Optional<Instant> failingSince() {
        return Optional.ofNullable(failingSince);
    }

    private void on(List<Received> batch) throws TryLaterException {
        var done = false;
        try {
            deliver(batch);
            done = true;
        } finally {
            failingSince = done ? null : failingSince().orElseGet(clock::instant);
        }
    }

    private void deliver(List<Received> batch) throws TryLaterException {
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
