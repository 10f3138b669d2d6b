package io.carillon.acceptance;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.EventCodec;
import io.carillon.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What stands on {@code carillon.calls}, read from its beginning. */
final class CallsTopic implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = new EventCodec();
    private final Set<String> callIds = new HashSet<>();
    private final Map<String, String> requestIds = new HashMap<>();

    CallsTopic(Platform platform) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, platform.kafka()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topic.CALLS.baseName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * A recorded callback.
     *
     * @param ceId the idempotency key
     */
    record Recorded(String ceId, CallbackAccepted callback) {}

    /** The ids of all calls recorded so far; each call reads on from the last. */
    Set<String> callIds() {
        callbacks().forEach(recorded -> callIds.add(recorded.callback().callId()));
        return callIds;
    }

    /** All callbacks since the last look, at first from the beginning; repeats stand there as often as they were recorded. */
    List<Recorded> callbacks() {
        var callbacks = new ArrayList<Recorded>();
        for (var records = consumer.poll(Duration.ofMillis(500));
                !records.isEmpty();
                records = consumer.poll(Duration.ofMillis(500))) {
            records.forEach(record -> {
                if (codec.decode(headers(record), record.value()) instanceof EventCodec.Decoded.Known known
                        && known.event().data() instanceof CallbackAccepted callback) {
                    callbacks.add(new Recorded(known.event().id(), callback));
                    requestIds.put(callback.callId(), known.event().requestId());
                }
            });
        }
        return callbacks;
    }

    /** The id of the request that each call's newest event came with. */
    Map<String, String> requestIds() {
        callIds();
        return requestIds;
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        StreamSupport.stream(record.headers().spliterator(), false)
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
