package io.carillon.booking.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.events.CloudEvent;
import io.carillon.events.CommandEvent.CacheClearRequested;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All general caches of this replica. A command on {@code carillon.commands} clears them at every replica; each reads
 * the topic for itself, without a group, because each has to hear every command.
 */
@ApplicationScoped
public class ClinicCaches {

    private static final Logger LOG = Logger.getLogger(ClinicCaches.class);
    private static final String EVERY_SERVICE = "*";

    private final CacheSettings settings;
    private final Metrics metrics;
    private final EventConsumers consumers;
    private final Deployment deployment;
    private final Map<String, ClinicCache<?, ?>> caches = new ConcurrentHashMap<>();

    ClinicCaches(CacheSettings settings, Metrics metrics, EventConsumers consumers, Deployment deployment) {
        this.settings = settings;
        this.metrics = metrics;
        this.consumers = consumers;
        this.deployment = deployment;
    }

    void follow(@Observes StartupEvent start) {
        // Stopped by the kit together with the service.
        var unused = consumers.replay(Topic.COMMANDS, (event, brokerTime) -> obey(event));
    }

    /** @param name for commands and metrics, for example {@code dashboard}; each cache has one of its own */
    public <K, V> ClinicCache<K, V> create(String name) {
        var cache = new ClinicCache<K, V>(name, settings, metrics, Ticker.systemTicker());
        if (caches.putIfAbsent(name, cache) != null) {
            throw new IllegalStateException("there is a cache of the name " + name + " already");
        }
        return cache;
    }

    /** Commands of before this start find nothing to forget. */
    void obey(CloudEvent<? extends Event> event) {
        if (event.data() instanceof CacheClearRequested(String target, String cache, UUID clinic, String _)
                && (target.equals(EVERY_SERVICE) || target.equals(deployment.service()))
                && !event.time().isBefore(deployment.startedAt())) {
            clear(cache, clinic);
        }
    }

    /**
     * @param name null for all caches
     * @param clinic null for every clinic's answers
     */
    void clear(@Nullable String name, @Nullable UUID clinic) {
        var meant = name == null
                ? List.copyOf(caches.values())
                : caches.entrySet().stream()
                        .filter(entry -> entry.getKey().equals(name))
                        .map(Map.Entry::getValue)
                        .toList();
        for (var cache : meant) {
            if (clinic == null) {
                cache.clear();
            } else {
                cache.clear(clinic);
            }
            metrics.count("cache.cleared", Map.of("cache", cache.name()));
        }
        LOG.infof("Cleared %d caches", meant.size());
    }
}
