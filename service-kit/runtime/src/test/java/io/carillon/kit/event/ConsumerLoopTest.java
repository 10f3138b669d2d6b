package io.carillon.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.kit.request.RequestContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition("carillon.calls", 0);

    private final EventCodec codec = new EventCodec();
    private final MockConsumer<String, byte[]> kafka = new MockConsumer<>("earliest");

    /** A handler that overflows its stack is no reason to stop listening. */
    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void whatAHandlerCannotDoNowIsHandedOverAgainBeforeWhatLiesBehindIt(Class<? extends Throwable> trouble) {
        var handled = new CopyOnWriteArrayList<String>();
        var loop = loop((event, brokerTime) -> {
            handled.add(event.id());
            if (event.id().equals("b") && handled.indexOf("b") == handled.size() - 1) {
                if (trouble == StackOverflowError.class) {
                    throw new StackOverflowError();
                }
                throw new IllegalStateException("database away");
            }
        });
        kafka.schedulePollTask(() -> addFrom(0, "a", "b", "c"));
        // The mock forgets what it has handed out; a broker would serve it again from where it was told to seek.
        kafka.schedulePollTask(() -> addFrom(1, "b", "c"));

        loop.start();

        await().untilAsserted(() -> assertThat(handled).containsExactly("a", "b", "b", "c"));
        await().untilAsserted(() -> assertThat(
                        kafka.committed(Set.of(PARTITION)).get(PARTITION).offset())
                .isEqualTo(3));
        loop.close();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void whatIsNoEventOfOursIsPassedOver() {
        var handled = new CopyOnWriteArrayList<String>();
        var loop = loop((event, brokerTime) -> handled.add(event.id()));
        kafka.schedulePollTask(() -> {
            kafka.addRecord(record(0, Map.of(), new byte[] {1, 2}));
            kafka.addRecord(record(1, headersOf("x", "io.carillon.future.thing.v9"), new byte[0]));
            kafka.addRecord(record(
                    2, headersOf("y", "io.carillon.call.callback-accepted.v1"), "{".getBytes(StandardCharsets.UTF_8)));
        });
        kafka.schedulePollTask(() -> kafka.addRecord(encoded(3, "good")));

        loop.start();

        await().untilAsserted(() -> assertThat(handled).containsExactly("good"));
        loop.close();
    }

    @Test
    void aLoopThatIsStoppedCommitsWhatWasDoneAndBeginsNothingElse() throws Exception {
        var handled = new CopyOnWriteArrayList<String>();
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var committed = new AtomicLong(-1);
        var stopping = new StoppedWhileHandling(committed);
        var loop = loop(stopping, (event, brokerTime) -> {
            handled.add(event.id());
            entered.countDown();
            leave.await();
        });
        stopping.schedulePollTask(() -> {
            stopping.addRecord(encoded(0, "a"));
            stopping.addRecord(encoded(1, "b"));
        });
        loop.start();
        entered.await();

        var closing = Thread.ofVirtual().start(loop::close);
        await().until(stopping.woken::get);
        leave.countDown();
        closing.join();

        assertThat(handled).containsExactly("a");
        assertThat(committed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {TryLaterException.class, IllegalStateException.class, StackOverflowError.class})
    void aBatchThatFailsIsHandedOverAgainAsAWhole(Class<? extends Throwable> trouble) {
        var batches = new CopyOnWriteArrayList<List<String>>();
        var loop = batches(batch -> {
            batches.add(batch.stream().map(ConsumerLoopTest::name).toList());
            if (batches.size() == 1) {
                throwOne(trouble);
            }
        });
        kafka.schedulePollTask(() -> {
            addFrom(0, "a", "b");
            kafka.addRecord(record(2, Map.of(), new byte[] {1, 2}));
        });
        kafka.schedulePollTask(() -> {
            addFrom(0, "a", "b");
            kafka.addRecord(record(2, Map.of(), new byte[] {1, 2}));
        });

        loop.start();

        var all = List.of("a", "b", "carillon.calls-0@2");
        await().untilAsserted(() -> assertThat(batches).containsExactly(all, all));
        await().untilAsserted(() -> assertThat(
                        kafka.committed(Set.of(PARTITION)).get(PARTITION).offset())
                .isEqualTo(3));
        loop.close();
    }

    /** Also an error of the client itself: whoever listens no more says nothing of it. */
    @Test
    void aConsumerThatBreaksIsReplacedByANewOne() {
        var handled = new CopyOnWriteArrayList<String>();
        var broken = new MockConsumer<String, byte[]>("earliest") {
            @Override
            public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<String, byte[]> poll(
                    Duration timeout) {
                throw new NoClassDefFoundError("planted");
            }
        };
        broken.updateBeginningOffsets(Map.of(PARTITION, 0L));
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        kafka.schedulePollTask(() -> addFrom(0, "a"));
        var made = new AtomicLong();
        var loop = new ConsumerLoop(
                "test",
                () -> made.getAndIncrement() == 0 ? broken : kafka,
                consumer -> consumer.assign(List.of(PARTITION)),
                true,
                new OneByOne(
                        new EventDecoding(codec, new RequestContext()),
                        (event, brokerTime) -> handled.add(event.id())));

        loop.start();

        await().untilAsserted(() -> assertThat(handled).containsExactly("a"));
        loop.close();
    }

    private static void throwOne(Class<? extends Throwable> trouble) throws Exception {
        if (trouble == StackOverflowError.class) {
            throw new StackOverflowError();
        }
        if (trouble == TryLaterException.class) {
            throw new TryLaterException("the database is away");
        }
        throw new IllegalStateException("planted");
    }

    private static String name(Received received) {
        return switch (received) {
            case Received.Known known -> known.event().id();
            case Received.Unreadable unreadable -> unreadable.at();
        };
    }

    private ConsumerLoop batches(BatchHandler handler) {
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        return new ConsumerLoop(
                "test",
                () -> kafka,
                consumer -> consumer.assign(List.of(PARTITION)),
                true,
                new Batched(new EventDecoding(codec, new RequestContext()), handler));
    }

    /** Fails the first commit after it was woken, as the real consumer does. */
    private static final class StoppedWhileHandling extends MockConsumer<String, byte[]> {

        private final AtomicLong committed;
        final AtomicBoolean woken = new AtomicBoolean();
        private final AtomicBoolean thrown = new AtomicBoolean();

        StoppedWhileHandling(AtomicLong committed) {
            super("earliest");
            this.committed = committed;
        }

        @Override
        public void wakeup() {
            woken.set(true);
            super.wakeup();
        }

        @Override
        public void commitSync() {
            if (woken.get() && thrown.compareAndSet(false, true)) {
                throw new WakeupException();
            }
            super.commitSync();
            committed.set(committed(Set.of(PARTITION)).get(PARTITION).offset());
        }
    }

    private ConsumerLoop loop(EventHandler handler) {
        return loop(kafka, handler);
    }

    private ConsumerLoop loop(MockConsumer<String, byte[]> kafka, EventHandler handler) {
        kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
        return new ConsumerLoop(
                "test",
                () -> kafka,
                consumer -> consumer.assign(List.of(PARTITION)),
                true,
                new OneByOne(new EventDecoding(codec, new RequestContext()), handler));
    }

    private void addFrom(long offset, String... ids) {
        for (int i = 0; i < ids.length; i++) {
            kafka.addRecord(encoded(offset + i, ids[i]));
        }
    }

    private ConsumerRecord<String, byte[]> encoded(long offset, String id) {
        var event = codec.encode(new CloudEvent<>(
                id,
                "/test",
                Instant.EPOCH,
                null,
                null,
                null,
                new CallEvent.CallbackAccepted("CA1", "twilio", "voice.incoming", "/x", List.of(), null)));
        return record(offset, event.headers(), event.value());
    }

    private static Map<String, String> headersOf(String id, String type) {
        return Map.of("ce_id", id, "ce_type", type, "ce_source", "/test", "ce_time", "2026-01-01T00:00:00Z");
    }

    private static ConsumerRecord<String, byte[]> record(long offset, Map<String, String> headers, byte[] value) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                0,
                offset,
                0L,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                "key",
                value,
                new RecordHeaders(KafkaHeaders.of(headers)),
                Optional.empty());
    }
}
