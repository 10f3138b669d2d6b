package io.carillon.webhook;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.EventCodec.Decoded;
import io.carillon.events.Topic;
import io.carillon.stack.client.TestStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is on a topic right now, read with Kafka's own consumer. */
public final class EventsSeen {

    private EventsSeen() {}

    /** All events on {@code topic} with this key, oldest first, as of the moment of the call. */
    public static List<CloudEvent<? extends Event>> on(TestStack stack, Topic topic, String key) {
        var properties = Map.<String, Object>of(
                "bootstrap.servers",
                stack.kafka(),
                "isolation.level",
                "read_committed",
                "default.api.timeout.ms",
                20_000);
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            var name = topic.name(stack.topicPrefix());
            var partition = new TopicPartition(
                    name,
                    BuiltInPartitioner.partitionForKey(
                            key.getBytes(StandardCharsets.UTF_8),
                            consumer.partitionsFor(name).size()));
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            var events = new ArrayList<CloudEvent<? extends Event>>();
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(record.key())) {
                        events.add(decode(record));
                    }
                }
            }
            return events;
        }
    }

    private static CloudEvent<? extends Event> decode(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return switch (new EventCodec().decode(headers, record.value())) {
            case Decoded.Known known -> known.event();
            case Decoded.Unknown unknown -> throw new AssertionError(unknown);
            case Decoded.Malformed malformed -> throw new AssertionError(malformed);
        };
    }
}
