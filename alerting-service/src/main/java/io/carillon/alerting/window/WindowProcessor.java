package io.carillon.alerting.window;

import io.carillon.alerting.signal.Sample;
import io.carillon.alerting.signal.Signals;
import io.carillon.alerting.wire.Wire;
import io.carillon.runbook.rule.Bucket;
import io.carillon.runbook.rule.CountState;
import io.carillon.runbook.rule.HealthState;
import io.carillon.runbook.rule.ProbeObservation;
import io.carillon.runbook.rule.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the evaluators over the samples of this task's partitions and, four times a second, over the passing of time.
 * Verdicts leave in the same transaction as the state that they follow from.
 */
final class WindowProcessor extends ContextualProcessor<String, byte[], String, byte[]> {

    static final String STORE = "windows";

    private static final Logger LOG = Logger.getLogger(WindowProcessor.class);

    private final Duration every;
    private final InstantSource clock;
    private final Map<String, List<Tracker<HealthState, ProbeObservation>>> probes = new HashMap<>();
    private final Map<String, List<Tracker<CountState, Bucket>>> counters = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private KeyValueStore<String, byte[]> store;

    WindowProcessor(List<Watch> watches, Duration every, InstantSource clock) {
        this.every = every;
        this.clock = clock;
        for (var watch : watches) {
            var series = Signals.seriesOf(watch);
            switch (watch) {
                case Watch.ProbeWatch probe ->
                    probes.computeIfAbsent(series, _ -> new ArrayList<>())
                            .add(new Tracker<>(probe, probe.evaluator(), HealthState.class));
                case Watch.SeriesWatch count ->
                    counters.computeIfAbsent(series, _ -> new ArrayList<>())
                            .add(new Tracker<>(count, count.evaluator(), CountState.class));
            }
        }
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        store = context.getStateStore(STORE);
        context.schedule(every, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        try {
            switch (Sample.decode(record.value())) {
                case Sample.ProbeSample sample -> observe(sample);
                case Sample.BucketSample sample -> observe(sample);
            }
        } catch (Wire.MalformedException e) {
            LOG.warnf("passed over a record of the series topic: %s", e.getMessage());
        }
    }

    private void observe(Sample.ProbeSample sample) throws Wire.MalformedException {
        var key = "recent\n" + sample.series();
        var stored = store.get(key);
        var recent = stored == null ? Recent.NONE : Wire.read(Wire.parse(stored), Recent.class);
        if (recent.knows(sample.id(), sample.checkedAt())) {
            return;
        }
        store.put(key, Wire.bytes(recent.with(sample.id(), sample.checkedAt())));
        for (var tracker : probes.getOrDefault(sample.series(), List.of())) {
            observe(tracker, new ProbeObservation(sample.at(), sample.up()));
        }
    }

    /** The evaluator itself knows a repeat by replica and start. */
    private void observe(Sample.BucketSample sample) throws Wire.MalformedException {
        var bucket = new Bucket(sample.replica(), sample.start(), sample.end(), sample.sum(), sample.at());
        for (var tracker : counters.getOrDefault(sample.series(), List.of())) {
            observe(tracker, bucket);
        }
    }

    private <S, O> void observe(Tracker<S, O> tracker, O observation) throws Wire.MalformedException {
        var before = kept(tracker);
        keep(tracker, before, tracker.observe(before, observation, clock.instant()));
    }

    private void tick() {
        probes.values().forEach(trackers -> trackers.forEach(this::tick));
        counters.values().forEach(trackers -> trackers.forEach(this::tick));
    }

    private <S, O> void tick(Tracker<S, O> tracker) {
        try {
            var before = kept(tracker);
            if (before != null) {
                keep(tracker, before, tracker.tick(before, clock.instant()));
            }
        } catch (Wire.MalformedException e) {
            LOG.warnf("forgot the window of %s: %s", tracker.key(), e.getMessage());
            store.delete(tracker.key());
        }
    }

    private Tracker.@Nullable Kept kept(Tracker<?, ?> tracker) throws Wire.MalformedException {
        var stored = store.get(tracker.key());
        return stored == null ? null : Wire.read(Wire.parse(stored), Tracker.Kept.class);
    }

    private void keep(Tracker<?, ?> tracker, Tracker.@Nullable Kept before, Tracker.Step step) {
        if (!step.kept().equals(before)) {
            store.put(tracker.key(), Wire.bytes(step.kept()));
        }
        step.news()
                .ifPresent(verdict -> context()
                        .forward(new Record<>(
                                verdict.condition(),
                                verdict.encode(),
                                clock.instant().toEpochMilli())));
    }
}
