package io.carillon.alerting.window;

import io.carillon.alerting.signal.Signals;
import io.carillon.events.Topic;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.rule.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Events → samples → windows → verdicts. */
final class WindowTopology {

    /** The punctuator's beat: the most that a verdict waits for the passing of time to be noticed. */
    static final Duration BEAT = Duration.ofMillis(250);

    /** Events older than this are not news, unless a rule looks further back. */
    private static final Duration HORIZON = Duration.ofMinutes(15);

    private WindowTopology() {}

    static Topology of(Pack pack, String topicPrefix, InstantSource clock) {
        var watches = Watch.of(pack);
        var signals = new Signals(watches);
        var horizon = horizon(watches);
        var string = new StringDeserializer();
        var bytes = new ByteArrayDeserializer();
        return new Topology()
                .addSource("events", string, bytes, Topic.HEALTH.name(topicPrefix), Topic.METRICS.name(topicPrefix))
                .addProcessor("signal", () -> new SignalProcessor(signals, horizon, clock), "events")
                .addSink(
                        "samples",
                        Topic.SERIES.name(topicPrefix),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        "signal")
                .addSource("series", string, bytes, Topic.SERIES.name(topicPrefix))
                .addProcessor("window", () -> new WindowProcessor(watches, BEAT, clock), "series")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(WindowProcessor.STORE),
                                Serdes.String(),
                                Serdes.ByteArray()),
                        "window")
                .addSink(
                        "verdicts",
                        Topic.VERDICTS.name(topicPrefix),
                        new StringSerializer(),
                        new ByteArraySerializer(),
                        "window");
    }

    /** The topics that must be there before Streams starts: a missing one is its permanent error. */
    static List<String> topics(String topicPrefix) {
        return List.of(
                Topic.HEALTH.name(topicPrefix),
                Topic.METRICS.name(topicPrefix),
                Topic.SERIES.name(topicPrefix),
                Topic.VERDICTS.name(topicPrefix));
    }

    private static Duration horizon(List<Watch> watches) {
        return watches.stream()
                .map(watch -> watch.rule().window().plus(watch.rule().hold()))
                .reduce(HORIZON, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
}
