package io.carillon.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a replica counted; topic {@link Topic#METRICS}, keyed by service. */
public sealed interface MetricEvent extends Event {

    /**
     * One window of one replica, 5 s long, sent also when nothing happened: its absence is a signal.
     *
     * @param from start of the window, inclusive
     * @param to end of the window, exclusive
     */
    record MetricWindow(
            String service,
            String replica,
            Instant from,
            Instant to,
            List<Counter> counters,
            List<Distribution> distributions,
            List<Gauge> gauges)
            implements MetricEvent {
        public MetricWindow {
            counters = List.copyOf(counters);
            distributions = List.copyOf(distributions);
            gauges = List.copyOf(gauges);
        }

        @Override
        public String key() {
            return service;
        }
    }

    /** How often something happened within the window. */
    record Counter(String name, Map<String, String> labels, long delta) {
        public Counter {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * Durations of the window as a mergeable histogram, so that percentiles over replicas and windows are true ones.
     *
     * @param count number of values recorded
     * @param hdr HdrHistogram, microseconds, compressed V2 encoding in Base64
     */
    record Distribution(String name, Map<String, String> labels, long count, String hdr) {
        public Distribution {
            labels = Map.copyOf(labels);
        }
    }

    /** A value as it stood at the end of the window. */
    record Gauge(String name, Map<String, String> labels, double value) {
        public Gauge {
            labels = Map.copyOf(labels);
        }
    }
}
