package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka is played by a list here; {@code KafkaOutageTest} stops the real one. */
class DurableLogTest {

    private final FakeKafka kafka = new FakeKafka();

    @TempDir
    Path directory;

    private Spool spool;
    private SpoolDrain drain;

    @AfterEach
    void close() throws IOException {
        drain.close();
        spool.close();
    }

    @Test
    void whatKafkaTakesNeverTouchesTheSpool() throws Exception {
        var log = log(1 << 20);

        assertThat(record(log, "a")).isEqualTo(Recorded.PUBLISHED);

        assertThat(kafka.events()).containsExactly("a");
        assertThat(log.kafkaUp()).isTrue();
    }

    @Test
    @Requirement("R-WEB-17")
    void whatKafkaDoesNotTakeInTimeIsSpooledAndPublishedInOrderLater() throws Exception {
        var log = log(1 << 20);
        kafka.mode = Mode.SILENT;

        var recorded = new ArrayList<Recorded>();
        for (int i = 0; i < 20; i++) {
            recorded.add(record(log, "e" + i));
        }
        assertThat(recorded).containsOnly(Recorded.SPOOLED);
        assertThat(log.kafkaUp()).isFalse();
        assertThat(log.accepts()).isTrue();

        kafka.mode = Mode.UP;
        await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);

        assertThat(log.kafkaUp()).isTrue();
        assertThat(kafka.events().stream().distinct()).hasSize(20).isEqualTo(names(20));
        assertThat(record(log, "after")).isEqualTo(Recorded.PUBLISHED);
    }

    @Test
    void aKafkaThatThrowsIsAsAbsentAsOneThatIsSilent() throws Exception {
        var log = log(1 << 20);
        kafka.mode = Mode.REFUSING;

        assertThat(record(log, "a")).isEqualTo(Recorded.SPOOLED);
    }

    @Test
    void newEventsGoBehindTheSpool() throws Exception {
        var log = log(1 << 20);
        kafka.mode = Mode.REFUSING;
        record(log, "first");
        kafka.mode = Mode.SILENT;

        assertThat(record(log, "second")).isEqualTo(Recorded.SPOOLED);

        kafka.mode = Mode.UP;
        await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);
        assertThat(kafka.events().stream().distinct()).containsExactly("first", "second");
    }

    /** Seen with the real Kafka: while it came back some sends failed at once and later ones went through. */
    @Test
    @Requirement("R-WEB-17")
    void noEventOvertakesOneThatFailed() throws Exception {
        var log = log(1 << 20);
        kafka.mode = Mode.REFUSING;
        for (int i = 0; i < 20; i++) {
            record(log, "e" + i);
        }

        kafka.mode = Mode.EVERY_THIRD_REFUSED;
        await().atMost(Duration.ofSeconds(60)).until(spool::isEmpty);

        assertThat(kafka.events().stream().distinct()).isEqualTo(names(20));
    }

    @Test
    void withoutKafkaAndWithAFullSpoolNothingIsAccepted() throws Exception {
        var log = log(300);
        kafka.mode = Mode.REFUSING;

        var recorded = new ArrayList<Recorded>();
        while (recorded.isEmpty() || recorded.getLast() == Recorded.SPOOLED) {
            recorded.add(record(log, "x".repeat(50)));
        }

        assertThat(recorded).hasSizeGreaterThan(1).endsWith(Recorded.NOT_ACCEPTED);
        assertThat(log.accepts()).isFalse();

        kafka.mode = Mode.UP;
        await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);
        assertThat(log.accepts()).isTrue();
        assertThat(record(log, "again")).isEqualTo(Recorded.PUBLISHED);
    }

    private DurableLog log(long limit) throws IOException {
        spool = Spool.open(directory, limit, 4096);
        var watch = new KafkaWatch(kafka);
        drain = new SpoolDrain(spool, watch, new Random(1), Duration.ofMillis(200));
        return new DurableLog(watch, spool, drain, Duration.ofMillis(50), Runnable::run);
    }

    private static Recorded record(DurableLog log, String id) {
        return log.record(event(id)).toCompletableFuture().join();
    }

    private static List<String> names(int count) {
        return java.util.stream.IntStream.range(0, count).mapToObj(i -> "e" + i).toList();
    }

    private static Encoded event(String id) {
        return new Encoded(Topic.CALLS, "CA1", Map.of("ce_id", id), "{}".getBytes(UTF_8));
    }

    private enum Mode {
        UP,
        SILENT,
        REFUSING,
        EVERY_THIRD_REFUSED
    }

    private static final class FakeKafka implements Publication {
        private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger asked = new AtomicInteger();
        volatile Mode mode = Mode.UP;

        List<String> events() {
            return List.copyOf(taken);
        }

        @Override
        public CompletionStage<Void> publish(Encoded event) {
            return switch (mode) {
                case UP -> taken(event);
                case EVERY_THIRD_REFUSED -> asked.incrementAndGet() % 3 == 0 ? refused() : taken(event);
                case SILENT -> new CompletableFuture<>();
                case REFUSING -> refused();
            };
        }

        private CompletionStage<Void> taken(Encoded event) {
            taken.add(event.headers().getOrDefault("ce_id", ""));
            return CompletableFuture.completedFuture(null);
        }

        private static CompletionStage<Void> refused() {
            return CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"));
        }
    }
}
