package io.carillon.booking;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.events.EventCodec.Decoded;
import io.carillon.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What is on a topic, from its beginning to its present end. */
public final class Topics {

    private static final EventCodec CODEC = new EventCodec();

    private Topics() {}

    public static List<CloudEvent<? extends Event>> read(Topic topic) {
        var stack = StackResource.stack();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic.name(stack.topicPrefix())).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var events = new ArrayList<CloudEvent<? extends Event>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(decode(record)));
            }
            return events;
        }
    }

    private static CloudEvent<? extends Event> decode(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        if (CODEC.decode(headers, record.value()) instanceof Decoded.Known(CloudEvent<? extends Event> event)) {
            return event;
        }
        throw new IllegalStateException("not an event of ours on " + record.topic());
    }
}
