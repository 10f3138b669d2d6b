package io.carillon.stack.launch;

import io.carillon.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads {@code carillon.calls} from its beginning, as any consumer of the platform could. */
record CallTopic(String bootstrapServers) {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MOST_POLLS = 80;

    /** The type of the first event of a call; empty when none comes within 20 s. */
    Optional<String> firstEventOf(String callId) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(Topic.CALLS.baseName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int poll = 0; poll < MOST_POLLS; poll++) {
                for (var event : consumer.poll(POLL)) {
                    if (callId.equals(event.key())) {
                        return Optional.of(
                                new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
