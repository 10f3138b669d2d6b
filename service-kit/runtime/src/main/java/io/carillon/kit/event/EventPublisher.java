package io.carillon.kit.event;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.Topic;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Sends events: idempotent producer, acknowledged by all in-sync replicas. Thread-safe. */
@ApplicationScoped
@Unremovable
public class EventPublisher {

    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    /** Events waiting for the background thread; more means that Kafka has been away for long. */
    private static final int MAX_WAITING = 1_000;

    /** For what still waits when the service ends, once in the queue and once on the wire. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final EventCodec codec = new EventCodec();
    private final String topicPrefix;
    private final Producer<String, byte[]> producer;
    private final AtomicLong lost = new AtomicLong();

    /** Takes events off the threads that answer requests: without a broker {@code send} blocks its caller. */
    private final ExecutorService background = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofPlatform().daemon().name("event-publisher").factory());

    @Inject
    EventPublisher(KafkaSettings settings) {
        this(
                settings.topicPrefix(),
                new KafkaProducer<>(settings.producer(), new StringSerializer(), new ByteArraySerializer()));
    }

    EventPublisher(String topicPrefix, Producer<String, byte[]> producer) {
        this.topicPrefix = topicPrefix;
        this.producer = producer;
    }

    /** Completes when Kafka has acknowledged {@code event}; fails when it did not inside the delivery time-out. */
    public CompletionStage<Void> publish(CloudEvent<? extends Event> event) {
        return publish(codec.encode(event));
    }

    /** As {@link #publish(CloudEvent)}, for an event that was encoded before, for example one from a spool. */
    public CompletionStage<Void> publish(EventCodec.Encoded event) {
        var acknowledged = new CompletableFuture<Void>();
        var record = new ProducerRecord<>(
                event.topic().name(topicPrefix), null, event.key(), event.value(), KafkaHeaders.of(event.headers()));
        try {
            var sent = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
            LOG.tracef("sent %s", sent);
        } catch (KafkaException | IllegalStateException e) {
            // The latter once the producer is closed: to a caller that is a broker like any other that does not answer.
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    /** For events that nobody waits for: never blocks; a failure is logged and counted, never thrown. */
    public void publishOrLog(CloudEvent<? extends Event> event) {
        try {
            background.execute(() -> {
                var unused = publish(event).whenComplete((done, failure) -> {
                    if (failure != null) {
                        lost(event, failure);
                    }
                });
            });
        } catch (RejectedExecutionException e) {
            lost(event, e);
        }
    }

    /** Connects to the broker and finds {@code topic} there, in the background, so that the first event waits for neither. */
    public void prepare(Topic topic) {
        background.execute(() -> {
            try {
                var partitions = producer.partitionsFor(topic.name(topicPrefix));
                LOG.debugf("%s has %d partitions", topic, partitions.size());
            } catch (KafkaException e) {
                LOG.debugf("%s is looked for again with the first event: %s", topic, e.getMessage());
            }
        });
    }

    private void lost(CloudEvent<? extends Event> event, Throwable failure) {
        LOG.warnf(
                "event %s %s could not be sent (%s); %d lost since start",
                event.type().wireName(), event.id(), failure.getClass().getSimpleName(), lost.incrementAndGet());
    }

    /** What was handed over before goes out first, as far as the broker takes it in time. */
    @PreDestroy
    void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "%d events could not be sent before the end",
                        background.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(LAST_WORDS);
    }
}
