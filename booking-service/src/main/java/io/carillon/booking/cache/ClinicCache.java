package io.carillon.booking.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One kind of answer, kept per clinic. There is no way to ask without saying whose answer is meant, so that no clinic is
 * given another's. Who asks for what is being made waits for it; what failed is not kept.
 *
 * @param <K> the question within a clinic; a record with all that the answer depends on
 * @param <V> the answer
 */
// Caffeine chooses its class by name; Quarkus knows the common ones, not the one with a listener.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSLMSW")
public final class ClinicCache<K, V> {

    private final String name;
    private final boolean enabled;
    private final Metrics metrics;
    private final Map<String, String> labels;
    private final Cache<Key<K>, V> kept;

    /** Raised by clearing: what was being made meanwhile is kept under a number that nobody asks for any more. */
    private final AtomicLong cleared = new AtomicLong();

    private final Map<UUID, Long> clearedOf = new ConcurrentHashMap<>();

    private record Key<K>(UUID clinic, long generation, K question) {}

    ClinicCache(String name, CacheSettings settings, Metrics metrics, Ticker ticker) {
        this.name = name;
        this.enabled = settings.enabled() && settings.ttl() > 0;
        this.metrics = metrics;
        this.labels = Map.of("cache", name);
        this.kept = Caffeine.newBuilder()
                .maximumSize(settings.size())
                .expireAfterWrite(settings.timeToLive().isPositive() ? settings.timeToLive() : Duration.ofNanos(1))
                .ticker(ticker)
                .evictionListener(this::evicted)
                // On the thread that asks: nobody else need be woken to forget something.
                .executor(Runnable::run)
                .build();
        metrics.gauge("cache.entries", labels, this::entries);
        metrics.gauge("cache.size.max", labels, settings::size);
        metrics.gauge("cache.ttl.seconds", labels, () -> enabled ? settings.ttl() : 0);
    }

    String name() {
        return name;
    }

    /** The answer that is kept, or {@code make}'s, which is kept from now on. */
    public V get(UUID clinic, K question, Supplier<V> make) {
        if (!enabled) {
            return make.get();
        }
        var missed = new boolean[1];
        var answer = kept.get(new Key<>(clinic, generation(clinic), question), unused -> {
            missed[0] = true;
            return make.get();
        });
        metrics.count(missed[0] ? "cache.misses" : "cache.hits", labels);
        return answer;
    }

    private long generation(UUID clinic) {
        return cleared.get() + clearedOf.getOrDefault(clinic, 0L);
    }

    /** Forgets one clinic's answers. */
    public void clear(UUID clinic) {
        clearedOf.merge(clinic, 1L, Long::sum);
        kept.asMap().keySet().removeIf(key -> key.clinic().equals(clinic));
    }

    /** Forgets everything. */
    public void clear() {
        cleared.incrementAndGet();
        kept.invalidateAll();
    }

    /** Answers that are kept; those whose time is up are not. */
    public long entries() {
        kept.cleanUp();
        return kept.estimatedSize();
    }

    private void evicted(@Nullable Key<K> key, @Nullable V answer, RemovalCause cause) {
        metrics.count("cache.evictions", Map.of("cache", name, "cause", word(cause)));
    }

    private static String word(RemovalCause cause) {
        return cause == RemovalCause.EXPIRED ? "expired" : "size";
    }
}
