package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import io.carillon.webhook.intake.Spool.Appended;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that goes wrong may end the drain or the writer: nobody would notice before the spool is full. */
class SpoolDrainTest {

    private static final int EVENTS = 5;

    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();

    @TempDir
    Path directory;

    enum Trouble {
        THROWS(() -> {
            throw new IllegalStateException("the producer is closed");
        }),
        BREAKS(() -> {
            throw new NoClassDefFoundError("not in this image");
        }),
        FAILS(() -> CompletableFuture.failedFuture(new IllegalStateException("Kafka is away"))),
        ANSWERS_NOTHING_AT_ALL(() -> null);

        private final Supplier<CompletableFuture<Void>> answer;

        Trouble(Supplier<CompletableFuture<Void>> answer) {
            this.answer = answer;
        }
    }

    @ParameterizedTest
    @EnumSource
    void goesOnByItselfWhateverHappens(Trouble trouble) throws Exception {
        try (var spool = Spool.open(directory, 1 << 20, 4096);
                var drain = drain(spool, trouble)) {
            fill(spool);
            drain.wake();

            await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);

            assertThat(taken).containsExactly("e0", "e1", "e2", "e3", "e4");
        }
    }

    @Test
    void aPositionThatTheDiskRefusesOnlyCausesRepeatsAfterARestart() throws Exception {
        // A folder that is not empty stands where the next position would be written.
        Files.createDirectories(directory.resolve("position.next/in-the-way"));
        try (var spool = Spool.open(directory, 1 << 20, 4096);
                var drain = drain(spool, Trouble.FAILS)) {
            fill(spool);
            drain.wake();

            await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);

            assertThat(spool.bytes()).isZero();
            assertThat(taken).containsExactly("e0", "e1", "e2", "e3", "e4");
        }
        try (var spool = Spool.open(directory, 1 << 20, 4096)) {
            assertThat(spool.depth()).isEqualTo(EVENTS);
        }
    }

    /** A thousand pauses between failures would take a quarter of an hour; meanwhile callers would be refused. */
    @Test
    void aDiskThatTakesNothingDoesNotSlowTheDrain() throws Exception {
        Files.createDirectories(directory.resolve("position.next/in-the-way"));
        try (var spool = Spool.open(directory, 1 << 20, 4096);
                var drain = drain(spool, event -> CompletableFuture.completedFuture(null))) {
            fill(spool, 1_000);
            drain.wake();

            await().atMost(Duration.ofSeconds(60)).until(spool::isEmpty);
        }
    }

    @Test
    void whileKafkaIsAwayAppendsDoNotMakeTheDrainSendEverythingAgain() throws Exception {
        var sent = new AtomicInteger();
        try (var spool = Spool.open(directory, 1 << 20, 1 << 18);
                var drain = drain(spool, event -> {
                    sent.incrementAndGet();
                    return new CompletableFuture<>();
                })) {
            fill(spool, 400);
            drain.wake();

            var appending = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        fill(spool, 1);
                        drain.wake();
                        return appending.incrementAndGet() >= 200;
                    });

            // All of it once; after that one goes ahead alone each time.
            assertThat(sent.get()).isBetween(400, 800);
        }
    }

    @Test
    void aRecordOfAnotherReleaseDoesNotStopTheOnesBehindIt() throws Exception {
        try (var spool = Spool.open(directory, 1 << 20, 4096);
                var drain = drain(spool, Trouble.FAILS)) {
            // Names a length of two gigabytes, and one that is there and does not fit.
            spool.append(strange(Integer.MAX_VALUE)).toCompletableFuture().join();
            spool.append(strange(-1)).toCompletableFuture().join();
            spool.append(strange(1)).toCompletableFuture().join();
            fill(spool);
            drain.wake();

            await().atMost(Duration.ofSeconds(30)).until(spool::isEmpty);

            assertThat(taken).containsExactly("e0", "e1", "e2", "e3", "e4");
        }
    }

    @Test
    void aWriterThatMeetsTheUnexpectedSaysSoAndWritesOn() {
        var spoilt = new ArrayList<Long>();
        var ledger = new SpoolWriter.Ledger() {
            private long number;

            @Override
            public SpoolSegment begin() {
                return SpoolSegment.at(directory, ++number, 0);
            }

            @Override
            public void opened(SpoolSegment segment) {}

            @Override
            public void stored(SpoolSegment segment, int bytes, int records) {
                if (segment.number == 1) {
                    throw new IllegalStateException("nobody thought of this");
                }
            }

            @Override
            public void spoilt(SpoolSegment segment) {
                spoilt.add(segment.number);
            }

            @Override
            public void refused(int bytes, int records) {}
        };
        try (var writer = new SpoolWriter(directory, 4096, ledger)) {
            writer.start();

            assertThat(writer.write(SpoolFormat.frame(new byte[1]))
                            .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(Appended.FAILED);
            assertThat(writer.write(SpoolFormat.frame(new byte[1]))
                            .orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
                            .join())
                    .isEqualTo(Appended.STORED);
        }
        assertThat(spoilt).containsExactly(1L);
    }

    @Test
    void whatTheDiskRefusedIsNotThereAfterARestart() throws Exception {
        try (var spool = Spool.open(directory, 1 << 20, 4096)) {
            spool.append(new byte[10]).toCompletableFuture().join();
            var segment = SpoolSegment.in(directory).getFirst();
            segment.committed = 0;
            spool.spoilt(segment);
            assertThat(SpoolSegment.in(directory)).isEmpty();
        }
        try (var spool = Spool.open(directory, 1 << 20, 4096)) {
            assertThat(spool.depth()).isZero();
        }
    }

    private SpoolDrain drain(Spool spool, Trouble trouble) {
        Publication kafka = event -> {
            // Every third works, so that there is trouble in the middle too.
            if (asked.incrementAndGet() % 3 != 0) {
                return trouble.answer.get();
            }
            taken.add(event.headers().getOrDefault("ce_id", ""));
            return CompletableFuture.completedFuture(null);
        };
        return drain(spool, kafka);
    }

    private static SpoolDrain drain(Spool spool, Publication kafka) {
        return new SpoolDrain(spool, kafka, new Random(1), Duration.ofMillis(200));
    }

    private static void fill(Spool spool) {
        fill(spool, EVENTS);
    }

    private static void fill(Spool spool, int events) {
        for (int i = 0; i < events; i++) {
            var event = new Encoded(Topic.CALLS, "CA1", Map.of("ce_id", "e" + i), "{}".getBytes(UTF_8));
            spool.append(SpooledEvent.write(event)).toCompletableFuture().join();
        }
    }

    /** Version, empty topic, empty key, no headers, and a length. */
    private static byte[] strange(int length) {
        return ByteBuffer.allocate(1 + 2 + 2 + 2 + 4)
                .put((byte) 1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(length)
                .array();
    }
}
