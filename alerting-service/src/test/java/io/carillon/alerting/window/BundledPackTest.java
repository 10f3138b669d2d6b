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
import io.carillon.traceability.Requirement;
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
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bundled packs with their real numbers, just short of and just past them. */
class BundledPackTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(5);

    private final EventCodec codec = new EventCodec();
    private Instant now = NOON;
    private TopologyTestDriver driver;

    @AfterEach
    void stop() {
        driver.close();
    }

    @ParameterizedTest
    @CsvSource({
        "patientflow, booking-service, pf-service-down, 0, 120",
        "patientflow, postgres, pf-database-connection-lost, 1, 60",
        "default, webhook-service, pf-service-down, 0, 120",
        "default, postgres, pf-database-connection-lost, 0, 60",
        "default, vapi, vapi-down, 1, 120"
    })
    void whatIsDownFiresAfterItsTimeAndClearsTwoMinutesAfterItIsUp(
            String pack, String probe, String rule, int rank, int seconds) {
        run(pack);
        checkedFor(probe, Outcome.DOWN, Duration.ofSeconds(seconds - 5));
        assertThat(verdicts()).isEmpty();

        checkedFor(probe, Outcome.DOWN, STEP.plus(STEP));
        assertThat(verdicts()).singleElement().isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.rule()).isEqualTo(rule);
            assertThat(firing.rank()).isEqualTo(rank);
            assertThat(firing.t0()).isEqualTo(NOON.plusSeconds(seconds));
        });

        checkedFor(probe, Outcome.UP, Duration.ofSeconds(115));
        assertThat(verdicts()).isEmpty();
        checkedFor(probe, Outcome.UP, STEP.plus(STEP));
        assertThat(verdicts()).singleElement().isInstanceOf(ConditionVerdict.Clear.class);
    }

    @ParameterizedTest
    @CsvSource({"patientflow, pf-twilio-webhook-failures", "default, pf-twilio-webhook-failures"})
    void moreThanTenWebhookFailuresInFiveMinutesFire(String pack, String rule) {
        run(pack);
        failures(10);
        for (var window = 0; window < 55; window++) {
            failures(0);
        }
        assertThat(verdicts()).as("ten are allowed").isEmpty();

        failures(1);

        assertThat(verdicts()).singleElement().isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.rule()).isEqualTo(rule);
            assertThat(firing.rank()).isEqualTo(1);
            assertThat(firing.value()).isEqualTo("11");
        });
    }

    /** Counted at each look of booking-service for as long as a check is red (R-BOOK-26). */
    @Test
    void aRedDataCheckFiresAndClearsWhenItIsGreenAgain() {
        run("default");
        windows(0, 12);
        assertThat(verdicts()).isEmpty();

        windows(1, 1);
        assertThat(verdicts()).singleElement().isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.rule()).isEqualTo("data-check-red");
            assertThat(firing.rank()).isEqualTo(1);
        });

        // Two minutes until the last look at red is out of the window, two more of quiet.
        windows(0, 46);
        assertThat(verdicts()).isEmpty();
        windows(0, 4);
        assertThat(verdicts()).singleElement().isInstanceOf(ConditionVerdict.Clear.class);
    }

    /** Counted twice a minute by webhook-service for as long as there is a concern. */
    @Test
    @Requirement("R-WEB-09")
    void aCertificateThatExpiresSoonFires() {
        run("default");

        windows("webhook-service", new Counter("public.host.wrong", Map.of("concern", "expires_soon"), 1), 1);

        assertThat(verdicts()).singleElement().isInstanceOfSatisfying(ConditionVerdict.Firing.class, firing -> {
            assertThat(firing.rule()).isEqualTo("public-host-wrong");
            assertThat(firing.rank()).isEqualTo(2);
        });
    }

    private void windows(long red, int count) {
        windows("booking-service", new Counter("data.check.red", Map.of("check", "orphans"), red), count);
    }

    private void windows(String service, Counter counter, int count) {
        for (var window = 0; window < count; window++) {
            send(
                    "carillon.metrics",
                    new MetricWindow(
                            service,
                            "0",
                            now.minus(STEP),
                            now,
                            counter.delta() == 0 ? List.of() : List.of(counter),
                            List.of(),
                            List.of()));
            passes(STEP);
        }
    }

    private void run(String name) {
        var pack = ((PackOutcome.Loaded) new PackLoader(Optional.empty(), 1).load(name)).pack();
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        driver = new TopologyTestDriver(WindowTopology.of(pack, "", () -> now), settings, NOON);
    }

    /** One check at the beginning of each step. */
    private void checkedFor(String probe, Outcome outcome, Duration time) {
        for (var end = now.plus(time); now.isBefore(end); ) {
            send("carillon.health", new ProbeChecked(probe, "http", outcome, null, 1, 0, now));
            passes(STEP);
        }
    }

    private void failures(long count) {
        var counter = new Counter("webhook.failures", Map.of("provider", "twilio", "reason", "late"), count);
        send(
                "carillon.metrics",
                new MetricWindow("webhook-service", "0", now.minus(STEP), now, List.of(counter), List.of(), List.of()));
        passes(STEP);
    }

    private void send(String topic, Event data) {
        var encoded = codec.encode(new CloudEvent<>("at " + now, "/carillon/test", now, null, null, null, data));
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        encoded.key(), encoded.value(), new RecordHeaders(KafkaHeaders.of(encoded.headers())), now));
    }

    private void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private List<ConditionVerdict> verdicts() {
        return driver
                .createOutputTopic("carillon.verdicts", new StringDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(BundledPackTest::decoded)
                .toList();
    }

    private static ConditionVerdict decoded(byte[] value) {
        try {
            return ConditionVerdict.decode(value);
        } catch (Wire.MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
