package io.carillon.booking.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.StackResource;
import io.carillon.events.CommandEvent.CacheClearRequested;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.metrics.Metrics;
import io.carillon.traceability.Requirement;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class ClinicCacheTest {

    private static final UUID A = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID B = UUID.fromString("00000000-0000-4000-8000-00000000000b");

    @Inject
    Metrics metrics;

    @Inject
    MeterRegistry registry;

    @Inject
    ClinicCaches caches;

    @Inject
    EventPublisher publisher;

    @Inject
    EventFactory events;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();

    private record Settings(boolean enabled, long ttl, long size) implements CacheSettings {}

    @Test
    @Requirement("R-PERF-16")
    void noClinicIsGivenAnothersAnswer() {
        var cache = cache("isolation", new Settings(true, 300, 10));

        assertThat(cache.get(A, "today", () -> "A's")).isEqualTo("A's");
        assertThat(cache.get(B, "today", () -> "B's")).isEqualTo("B's");
        assertThat(cache.get(A, "today", () -> "again")).isEqualTo("A's");

        cache.clear(A);
        assertThat(cache.get(A, "today", () -> "A's new")).isEqualTo("A's new");
        assertThat(cache.get(B, "today", () -> "again")).isEqualTo("B's");
    }

    @Test
    @Requirement("R-PERF-16")
    void anAnswerIsKeptForItsTimeAndCounted() {
        var cache = cache("ttl", new Settings(true, 60, 10));
        cache.get(A, "q", this::answer);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(59));
        cache.get(A, "q", this::answer);
        assertThat(made).hasValue(1);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        cache.get(A, "q", this::answer);

        assertThat(made).hasValue(2);
        assertThat(counted("cache.hits", "ttl")).isEqualTo(1);
        assertThat(counted("cache.misses", "ttl")).isEqualTo(2);
        assertThat(registry.get("cache.entries").tag("cache", "ttl").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("cache.ttl.seconds").tag("cache", "ttl").gauge().value())
                .isEqualTo(60);
    }

    @Test
    @Requirement("R-PERF-16")
    void itHoldsNoMoreThanItsSize() {
        var cache = cache("size", new Settings(true, 60, 10));
        IntStream.range(0, 100).forEach(n -> cache.get(A, "q" + n, this::answer));

        assertThat(cache.entries()).isEqualTo(10);
        assertThat(counted("cache.evictions", "size")).isEqualTo(90);
    }

    @Test
    @Requirement("R-PERF-16")
    void switchedOffItKeepsNothing() {
        for (var off : new Settings[] {new Settings(false, 300, 10), new Settings(true, 0, 10)}) {
            made.set(0);
            var cache = new ClinicCache<String, String>("off", off, metrics, nanos::get);
            cache.get(A, "q", this::answer);
            cache.get(A, "q", this::answer);
            assertThat(made).hasValue(2);
            assertThat(cache.entries()).isZero();
        }
    }

    @Test
    void whatWasBeingMadeWhileItWasClearedIsNotKept() {
        var cache = cache("late", new Settings(true, 300, 10));
        cache.get(A, "q", () -> {
            cache.clear(A);
            return "old";
        });
        assertThat(cache.get(A, "q", () -> "new")).isEqualTo("new");
    }

    @Test
    void whatFailedIsNotKept() {
        var cache = cache("failing", new Settings(true, 300, 10));
        assertThatThrownBy(() -> cache.get(A, "q", () -> {
                    throw new IllegalStateException("no answer");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cache.get(A, "q", this::answer)).isEqualTo("answer 1");
    }

    @Test
    @Requirement("R-PERF-16")
    void aCommandClearsOneCacheOrAllAtEveryReplica() {
        var first = caches.<String, String>create("first");
        var second = caches.<String, String>create("second");
        fill(first, second);

        command("tts-cache-service", null, null);
        command("booking-service", "first", B);
        await(() -> first.entries() == 1 && second.entries() == 2);
        command("booking-service", "second", null);
        await(() -> first.entries() == 1 && second.entries() == 0);
        fill(first, second);
        command("*", null, null);
        await(() -> first.entries() == 0 && second.entries() == 0);
        assertThatThrownBy(() -> caches.create("first")).isInstanceOf(IllegalStateException.class);
    }

    private void fill(ClinicCache<String, String> first, ClinicCache<String, String> second) {
        for (var clinic : new UUID[] {A, B}) {
            first.get(clinic, "q", this::answer);
            second.get(clinic, "q", this::answer);
        }
    }

    private void command(String target, @Nullable String cache, @Nullable UUID clinic) {
        publisher
                .publish(events.event(new CacheClearRequested(target, cache, clinic, "test")))
                .toCompletableFuture()
                .join();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }

    private String answer() {
        return "answer " + made.incrementAndGet();
    }

    private ClinicCache<String, String> cache(String name, CacheSettings settings) {
        return new ClinicCache<>(name, settings, metrics, nanos::get);
    }

    private double counted(String name, String cache) {
        return registry.get(name).tag("cache", cache).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
