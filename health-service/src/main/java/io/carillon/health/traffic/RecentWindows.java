package io.carillon.health.traffic;

import io.carillon.events.MetricEvent.Counter;
import io.carillon.events.MetricEvent.Distribution;
import io.carillon.events.MetricEvent.Gauge;
import io.carillon.events.MetricEvent.MetricWindow;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The metric windows of the last five minutes of every replica, merged on demand. A window that arrives twice is kept
 * once: its replica and start name it. Thread-safe; holds at most {@link #MAX_WINDOWS} windows.
 */
final class RecentWindows {

    /** Over how long response time and error rate are told. */
    static final Duration SPAN = Duration.ofMinutes(5);
    /** Who knows how many sessions there are reports every 5 s; after six windows without, nobody knows. */
    static final Duration GAUGE_SPAN = Duration.ofSeconds(30);
    /** 60 windows each of 160 replicas; beyond that the oldest go first. */
    static final int MAX_WINDOWS = 10_000;

    private static final String REQUESTS = "http.server.requests";
    private static final String SESSIONS = "active.sessions";

    private record Source(String service, String replica) {}

    private record Id(Source source, Instant from) {}

    private record Window(Instant to, long requests, long errors, Histogram durations, OptionalDouble sessions) {}

    private final Map<Id, Window> windows = new HashMap<>();

    synchronized void add(MetricWindow window, Instant now) {
        forgetBefore(now.minus(SPAN));
        if (windows.size() >= MAX_WINDOWS) {
            windows.entrySet().stream()
                    .min(Map.Entry.comparingByValue(Comparator.comparing(Window::to)))
                    .ifPresent(oldest -> windows.remove(oldest.getKey()));
        }
        windows.put(new Id(new Source(window.service(), window.replica()), window.from()), digest(window));
    }

    synchronized Traffic since(Instant now) {
        forgetBefore(now.minus(SPAN));
        var durations = new Histogram(3);
        var requests = 0L;
        var errors = 0L;
        for (var window : windows.values()) {
            durations.add(window.durations());
            requests += window.requests();
            errors += window.errors();
        }
        var p95 = durations.getTotalCount() == 0 ? 0 : durations.getValueAtPercentile(95);
        return new Traffic(Duration.ofNanos(p95 * 1_000), requests, errors, sessions(now.minus(GAUGE_SPAN)));
    }

    /** Each replica tells the number over all of them, so the newest is the truest; never their sum. */
    private long sessions(Instant oldest) {
        return windows.values().stream()
                .filter(window -> window.sessions().isPresent() && !window.to().isBefore(oldest))
                .max(Comparator.comparing(Window::to))
                .map(window -> Math.round(window.sessions().getAsDouble()))
                .orElse(0L);
    }

    private void forgetBefore(Instant oldest) {
        windows.values().removeIf(window -> window.to().isBefore(oldest));
    }

    private static Window digest(MetricWindow window) {
        var durations = new Histogram(3);
        window.distributions().stream()
                .filter(distribution -> distribution.name().equals(REQUESTS))
                .map(RecentWindows::decode)
                .flatMap(Optional::stream)
                .forEach(durations::add);
        var counters = window.counters().stream()
                .filter(counter -> counter.name().equals(REQUESTS))
                .toList();
        return new Window(
                window.to(),
                counters.stream().mapToLong(Counter::delta).sum(),
                counters.stream()
                        .filter(RecentWindows::isServerError)
                        .mapToLong(Counter::delta)
                        .sum(),
                durations,
                window.gauges().stream()
                        .filter(gauge -> gauge.name().equals(SESSIONS))
                        .mapToDouble(Gauge::value)
                        .findFirst());
    }

    private static boolean isServerError(Counter counter) {
        return counter.labels().getOrDefault("status", "").startsWith("5");
    }

    /** Empty for what is no histogram: one replica's mistake must not silence the figures of all others. */
    private static Optional<Histogram> decode(Distribution distribution) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(distribution.hdr()));
            return Optional.of(Histogram.decodeFromCompressedByteBuffer(bytes, 0));
        } catch (DataFormatException | IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }
}
