package io.carillon.kit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.CallEvent;
import io.carillon.events.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {

    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch brokerAnswers = new CountDownLatch(1);
    private final SlowProducer kafka = new SlowProducer();
    private final EventPublisher publisher = new EventPublisher("", kafka);

    @Test
    void eventsHandedOverBeforeTheEndAreSentBeforeIt() throws Exception {
        publisher.publishOrLog(event("first"));
        publisher.publishOrLog(event("second"));
        sending.await();

        var closing = Thread.ofPlatform().start(publisher::close);
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive());
        brokerAnswers.countDown();
        closing.join();

        assertThat(kafka.history()).hasSize(2);
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void afterTheEndAnEventFailsAsWithoutABroker() {
        publisher.close();

        assertThat(publisher.publish(event("late"))).isCompletedExceptionally();
    }

    private static CloudEvent<CallEvent.CallbackAccepted> event(String id) {
        return new CloudEvent<>(
                id,
                "/test",
                Instant.EPOCH,
                null,
                null,
                null,
                new CallEvent.CallbackAccepted("CA1", "twilio", "voice.incoming", "/x", List.of(), null));
    }

    /** Blocks its caller, as the real one does while it knows no broker. */
    private final class SlowProducer extends MockProducer<String, byte[]> {

        SlowProducer() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
            if (!closed()) {
                sending.countDown();
                try {
                    brokerAnswers.await();
                } catch (InterruptedException e) {
                    throw new org.apache.kafka.common.errors.InterruptException(e);
                }
            }
            return super.send(record, callback);
        }
    }
}
