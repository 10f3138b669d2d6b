package io.carillon.alerting.signal;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.HealthEvent;
import io.carillon.events.HealthEvent.ProbeChecked;
import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.runbook.pack.Series;
import io.carillon.runbook.rule.Watch;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Picks from the events what a rule looks at; all else is no sample. Pure. */
public final class Signals {

    private final Set<String> probes;
    private final List<Series> counters;

    public Signals(List<Watch> watches) {
        var watchedProbes = new HashSet<String>();
        Map<String, Series> watchedCounters = new LinkedHashMap<>();
        for (var watch : watches) {
            switch (watch) {
                case Watch.ProbeWatch probe -> watchedProbes.add(probe.probe());
                case Watch.SeriesWatch series -> watchedCounters.put(selector(series.series()), series.series());
            }
        }
        probes = Set.copyOf(watchedProbes);
        counters = List.copyOf(watchedCounters.values());
    }

    /** The series that {@code watch} looks at. */
    public static String seriesOf(Watch watch) {
        return switch (watch) {
            case Watch.ProbeWatch probe -> Sample.ofProbe(probe.probe());
            case Watch.SeriesWatch series -> Sample.ofCounter(selector(series.series()));
        };
    }

    /** @param brokerTime when the event reached Kafka */
    public Stream<Sample> of(CloudEvent<? extends Event> event, Instant brokerTime) {
        return switch (event.data()) {
            case ProbeChecked checked
            when probes.contains(checked.probe()) ->
                Stream.of(new Sample.ProbeSample(
                        Sample.ofProbe(checked.probe()),
                        event.id(),
                        brokerTime,
                        checked.checkedAt(),
                        checked.outcome() == HealthEvent.Outcome.UP));
            case MetricWindow window ->
                counters.stream()
                        .filter(series -> series.isFrom(window.service()))
                        .map(series -> bucket(series, window, brokerTime));
            default -> Stream.empty();
        };
    }

    /** Every window makes a bucket, also one of zero: silence must be told from nothing to report. */
    private static Sample bucket(Series series, MetricWindow window, Instant brokerTime) {
        var sum = window.counters().stream()
                .filter(counter -> series.matches(window.service(), counter.name(), counter.labels()))
                .mapToLong(counter -> counter.delta())
                .sum();
        return new Sample.BucketSample(
                Sample.ofCounter(selector(series)),
                window.service() + "/" + window.replica(),
                window.from(),
                window.to(),
                sum,
                brokerTime);
    }

    private static String selector(Series series) {
        return series + series.service().map(service -> "@" + service).orElse("");
    }
}
