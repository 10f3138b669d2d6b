package io.carillon.kit.event;

import io.carillon.events.EventCodec;
import io.carillon.events.Topic;
import io.carillon.kit.request.RequestContext;
import io.quarkus.arc.Unremovable;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Starts consumers and stops them with the service. */
@ApplicationScoped
@Unremovable
public class EventConsumers {

    /** Bytes, milliseconds, records: without these a busy topic is handed over a few events at a time. */
    private static final Map<String, Object> GATHERED = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 64 * 1024,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 200,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);

    private final KafkaSettings settings;
    private final EventDecoding decoding;
    private final List<ConsumerLoop> running = new CopyOnWriteArrayList<>();

    EventConsumers(KafkaSettings settings, RequestContext requests) {
        this.settings = settings;
        this.decoding = new EventDecoding(new EventCodec(), requests);
    }

    /**
     * Reads {@code topics} as a member of {@code group}; offsets are committed after the handler is done, so each event
     * is handled at least once. Survives Kafka's absence, also at the start.
     */
    public AutoCloseable start(String group, Set<Topic> topics, OffsetReset reset, EventHandler handler) {
        return follow(group, topics, reset, Map.of(), new OneByOne(decoding, handler));
    }

    /**
     * As {@link #start}, but hands over at once all that one look at the broker brought: up to 500 events, which the broker
     * gathers for up to a fifth of a second. For a handler that does a batch as cheaply as an event.
     */
    public Following startBatches(String group, Set<Topic> topics, OffsetReset reset, BatchHandler handler) {
        return follow(group, topics, reset, GATHERED, new Batched(decoding, handler));
    }

    private Following follow(
            String group, Set<Topic> topics, OffsetReset reset, Map<String, Object> more, Handling handling) {
        var properties = new HashMap<>(settings.consumer());
        properties.putAll(more);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.topicPrefix() + group);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset.kafkaName());
        var names =
                topics.stream().map(topic -> topic.name(settings.topicPrefix())).toList();
        return run(group, properties, consumer -> consumer.subscribe(names), true, handling);
    }

    /** Reads a whole (compacted) topic from its beginning at every start and follows it; commits nothing. */
    public AutoCloseable replay(Topic topic, EventHandler handler) {
        var name = topic.name(settings.topicPrefix());
        return run(
                "replay-" + name,
                settings.consumer(),
                consumer -> assignAll(consumer, name),
                false,
                new OneByOne(decoding, handler));
    }

    private Following run(
            String name,
            Map<String, Object> properties,
            ConsumerLoop.Subscription subscription,
            boolean commits,
            Handling handling) {
        var loop = new ConsumerLoop(
                name,
                () -> new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer()),
                subscription,
                commits,
                handling);
        running.add(loop);
        loop.start();
        return new Following() {
            @Override
            public long behind() {
                return loop.behind();
            }

            @Override
            public void close() {
                loop.close();
                running.remove(loop);
            }
        };
    }

    private static void assignAll(Consumer<String, byte[]> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @PreDestroy
    void close() {
        running.forEach(ConsumerLoop::close);
    }
}
