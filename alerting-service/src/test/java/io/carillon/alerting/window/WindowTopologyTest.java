package io.carillon.alerting.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.alerting.wire.Wire;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.HealthEvent.Outcome;
import io.carillon.events.HealthEvent.ProbeChecked;
import io.carillon.events.MetricEvent.Counter;
import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.kit.event.KafkaHeaders;
import io.carillon.runbook.load.PackLoader;
import io.carillon.runbook.parse.PackOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The windows under a clock that the test moves. */
class WindowTopologyTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final EventCodec codec = new EventCodec();
    private Instant now = NOON;
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> health;
    private TestInputTopic<String, byte[]> metrics;
    private TestOutputTopic<String, byte[]> verdicts;

    @BeforeEach
    void start() {
        var outcome = new PackLoader(Optional.of(Path.of("src/test/resources/runbooks")), 1).load("lighthouse");
        var pack = ((PackOutcome.Loaded) outcome).pack();
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(WindowTopology.of(pack, "", () -> now), settings, NOON);
        health = driver.createInputTopic("carillon.health", new StringSerializer(), new ByteArraySerializer());
        metrics = driver.createInputTopic("carillon.metrics", new StringSerializer(), new ByteArraySerializer());
        verdicts = driver.createOutputTopic("carillon.verdicts", new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aFailureFiresWhenItsTimeIsOverAndNotBefore() {
        checked("1", Outcome.DOWN);
        passes(Duration.ofMillis(750));
        assertThat(verdicts.isEmpty()).isTrue();

        passes(Duration.ofMillis(250));

        assertThat(verdict()).isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.condition()).isEqualTo("down:radio");
            assertThat(firing.rule()).isEqualTo("radio-out");
            assertThat(firing.since()).isEqualTo(NOON);
            assertThat(firing.t0()).isEqualTo(NOON.plusSeconds(1));
            assertThat(firing.limit()).isEqualTo("down for 1s");
        });
        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void onlyChangesAreSaid() {
        checked("1", Outcome.DOWN);
        for (var i = 0; i < 20; i++) {
            passes(Duration.ofMillis(250));
            checked("d" + i, Outcome.DOWN);
        }
        assertThat(verdicts.readValuesToList()).hasSize(1);

        passes(Duration.ofMillis(250));
        checked("2", Outcome.UP);
        passes(Duration.ofMillis(750));
        assertThat(verdicts.isEmpty()).as("resolveAfter is not over").isTrue();
        passes(Duration.ofMillis(250));

        assertThat(verdict())
                .isInstanceOfSatisfying(
                        ConditionVerdict.Clear.class,
                        clear -> assertThat(clear.t0()).isEqualTo(NOON.plusSeconds(1)));
    }

    @Test
    void aRepeatOfAnOldResultIsNoNews() {
        var old = event("1", new ProbeChecked("radio", "tcp", Outcome.DOWN, "refused", 1, 1, NOON));
        send(old);
        checked("2", Outcome.UP);
        passes(Duration.ofMinutes(1));

        send(old);
        passes(Duration.ofSeconds(2));

        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void historyIsNoNews() {
        now = NOON.plus(Duration.ofHours(1));
        health.pipeInput(
                record(event("1", new ProbeChecked("radio", "tcp", Outcome.DOWN, "refused", 1, 1, NOON)), NOON));
        passes(Duration.ofSeconds(2));

        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void whatNoRuleLooksAtAndWhatIsNoEventIsPassedOver() {
        send(event("1", new ProbeChecked("somebody-else", "tcp", Outcome.DOWN, "refused", 1, 1, now)));
        health.pipeInput(new TestRecord<>("radio", new byte[] {1}, new RecordHeaders(), now));
        passes(Duration.ofSeconds(2));

        assertThat(verdicts.isEmpty()).isTrue();
    }

    @Test
    void countsOfAllReplicasAddUpAndAWindowSentTwiceCountsOnce() {
        window("a", 6);
        window("b", 4);
        window("b", 4);
        assertThat(verdicts.isEmpty()).as("ten are allowed").isTrue();

        window("c", 1);

        assertThat(verdict()).isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.condition()).isEqualTo("count:foghorn.misfires{side=sea}");
            assertThat(firing.value()).isEqualTo("11");
            assertThat(firing.t0()).as("the event that made it true").isEqualTo(now);
        });
    }

    private void window(String replica, long misfires) {
        var counter = new Counter("foghorn.misfires", Map.of("side", "sea"), misfires);
        var window =
                new MetricWindow("horn", replica, NOON.minusSeconds(5), NOON, List.of(counter), List.of(), List.of());
        metrics.pipeInput(record(event(replica, window), now));
    }

    private void checked(String id, Outcome outcome) {
        send(event(id, new ProbeChecked("radio", "tcp", outcome, null, 1, 0, now)));
    }

    private void send(CloudEvent<?> event) {
        health.pipeInput(record(event, now));
    }

    private static CloudEvent<?> event(String id, Event data) {
        return new CloudEvent<>(id, "/carillon/test", NOON, null, null, null, data);
    }

    private TestRecord<String, byte[]> record(CloudEvent<?> event, Instant at) {
        var encoded = codec.encode(event);
        return new TestRecord<>(
                encoded.key(), encoded.value(), new RecordHeaders(KafkaHeaders.of(encoded.headers())), at);
    }

    private void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private ConditionVerdict verdict() {
        try {
            return ConditionVerdict.decode(verdicts.readValue());
        } catch (Wire.MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
