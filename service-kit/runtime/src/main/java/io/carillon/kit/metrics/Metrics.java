package io.carillon.kit.metrics;

import io.carillon.events.MetricEvent.Counter;
import io.carillon.events.MetricEvent.Distribution;
import io.carillon.events.MetricEvent.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times what happens, once for Prometheus ({@code /metrics}) and once for the five-second windows that
 * alerting reads. Labels are few and never a person's, a clinic's or a call's.
 */
@ApplicationScoped
public class Metrics {

    /** Answered requests, a counter and a duration, labelled {@code method}, {@code route}, {@code status} class. */
    public static final String REQUESTS = "http.server.requests";

    /** Series of one replica; more would be a label that is not bounded, and is dropped. */
    private static final int MAX_SERIES = 2_000;

    private static final Logger LOG = Logger.getLogger(Metrics.class);

    private final MeterRegistry registry;
    private final Map<Series, CountedSeries> counters = new ConcurrentHashMap<>();
    private final Map<Series, TimedSeries> timers = new ConcurrentHashMap<>();
    private final Map<Series, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final AtomicBoolean overflowing = new AtomicBoolean();

    Metrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts one happening of {@code name}. */
    public void count(String name, Map<String, String> labels) {
        var counter = counted(name, labels);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Records how long one happening took; kept to the microsecond with two significant digits, up to an hour. */
    public void time(String name, Map<String, String> labels, Duration took) {
        var timer = timed(name, labels);
        if (timer != null) {
            timer.record(took);
        }
    }

    /** {@link #REQUESTS} of these labels, counted and timed at once: kept by one who answers many of them. */
    public Happenings requests(Map<String, String> labels) {
        return new Happenings(counted(REQUESTS, labels), timed(REQUESTS, labels));
    }

    /** Reads {@code value} whenever it is asked for; the first supplier given for a series stays. */
    public void gauge(String name, Map<String, String> labels, DoubleSupplier value) {
        series(gauges, name, labels, series -> {
            registry.gauge(name, tags(labels), value, DoubleSupplier::getAsDouble);
            return value;
        });
    }

    List<Counter> drainCounters() {
        var drained = new ArrayList<Counter>();
        counters.forEach((series, counter) -> {
            var delta = counter.drain();
            if (delta > 0) {
                drained.add(new Counter(series.name(), series.labels(), delta));
            }
        });
        return drained;
    }

    List<Distribution> drainDistributions() {
        var drained = new ArrayList<Distribution>();
        timers.forEach((series, timer) -> timer.drain()
                .ifPresent(window -> drained.add(
                        new Distribution(series.name(), series.labels(), window.count(), window.encoded()))));
        return drained;
    }

    List<Gauge> readGauges() {
        var read = new ArrayList<Gauge>();
        gauges.forEach((series, value) -> {
            var now = value.getAsDouble();
            if (Double.isFinite(now)) {
                read.add(new Gauge(series.name(), series.labels(), now));
            }
        });
        return read;
    }

    private @Nullable CountedSeries counted(String name, Map<String, String> labels) {
        return series(counters, name, labels, series -> new CountedSeries(meterFor(series)));
    }

    private @Nullable TimedSeries timed(String name, Map<String, String> labels) {
        return series(timers, name, labels, series -> new TimedSeries(timerFor(series)));
    }

    private <T> @Nullable T series(
            Map<Series, T> known, String name, Map<String, String> labels, Function<Series, T> make) {
        var series = new Series(name, labels);
        var found = known.get(series);
        if (found != null) {
            return found;
        }
        if (known.size() >= MAX_SERIES) {
            // Once: whatever brought so many labels will bring more, and a line for each would fill the log instead.
            if (overflowing.compareAndSet(false, true)) {
                LOG.warnf(
                        "more than %d series; %s is not recorded: one of its labels is not bounded", MAX_SERIES, name);
            }
            return null;
        }
        return known.computeIfAbsent(series, make);
    }

    private io.micrometer.core.instrument.@Nullable Counter meterFor(Series series) {
        // Micrometer's timer of the same name already counts requests for Prometheus.
        return series.name().equals(REQUESTS) ? null : registry.counter(series.name(), tags(series.labels()));
    }

    private @Nullable Timer timerFor(Series series) {
        return series.name().equals(REQUESTS)
                ? null
                : Timer.builder(series.name())
                        .tags(tags(series.labels()))
                        .publishPercentileHistogram()
                        .register(registry);
    }

    private static Iterable<Tag> tags(Map<String, String> labels) {
        return Tags.of(labels.entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList());
    }

    /** A name with its labels. */
    record Series(String name, Map<String, String> labels) {
        Series {
            labels = Map.copyOf(labels);
        }
    }
}
