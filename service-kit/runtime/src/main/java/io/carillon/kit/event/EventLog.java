package io.carillon.kit.event;

import io.carillon.events.EventCodec;
import io.carillon.events.Topic;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads once what a topic holds from a time to its present end, beside all consumers: without a group, so nobody's place
 * in the topic moves. For whoever asks and waits for the answer.
 */
@ApplicationScoped
public class EventLog {

    private static final Logger LOG = Logger.getLogger(EventLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 2_000;

    private final KafkaSettings settings;
    private final EventDecoding decoding;

    EventLog(KafkaSettings settings, RequestContext requests) {
        this.settings = settings;
        this.decoding = new EventDecoding(new EventCodec(), requests);
    }

    /**
     * How much is read at most.
     *
     * @param patience from the first record on; finding the partitions has Kafka's own time-outs
     */
    public record Bounds(int records, Duration patience) {}

    /**
     * What came of it.
     *
     * @param records read, those among them that are no event of ours
     * @param complete whether the end was reached that the topic had when it was asked for
     * @param reachesBack false where the topic no longer holds all that was told since the time asked for
     */
    public record Reading(long records, boolean complete, boolean reachesBack) {}

    /**
     * Hands over every committed event that Kafka got at or after {@code since}, in order within a key.
     *
     * @throws ProblemException 503 when Kafka does not answer
     */
    public Reading read(Topic topic, Instant since, Bounds bounds, Consumer<Received.Known> events) {
        var properties = new HashMap<>(settings.consumer());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        try {
            return read(consumer, topic.name(settings.topicPrefix()), since, bounds, events);
        } catch (KafkaException e) {
            LOG.warnf("%s cannot be read: %s", topic, e.toString());
            throw new ProblemException(
                            503,
                            "DEPENDENCY_UNAVAILABLE",
                            "Kafka unavailable",
                            "Kafka did not answer. Nothing was changed; try again after Retry-After seconds.")
                    .withHeader("Retry-After", "10");
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }

    private Reading read(
            KafkaConsumer<String, byte[]> consumer,
            String topic,
            Instant since,
            Bounds bounds,
            Consumer<Received.Known> events) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        var reachesBack = seek(consumer, partitions, since, ends);
        var deadline = System.nanoTime() + bounds.patience().toNanos();
        var records = 0L;
        while (ahead(consumer, ends)) {
            if (records >= bounds.records() || System.nanoTime() - deadline > 0) {
                return new Reading(records, false, reachesBack);
            }
            for (var record : consumer.poll(POLL)) {
                records++;
                if (decoding.received(record).orElse(null) instanceof Received.Known known) {
                    events.accept(known);
                }
            }
        }
        return new Reading(records, true, reachesBack);
    }

    /** @return whether what was first told at or after {@code since} is still there */
    private static boolean seek(
            KafkaConsumer<String, byte[]> consumer,
            List<TopicPartition> partitions,
            Instant since,
            Map<TopicPartition, Long> ends) {
        var first = consumer.beginningOffsets(partitions);
        var asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> since.toEpochMilli()));
        var reachesBack = true;
        for (var found : consumer.offsetsForTimes(asked).entrySet()) {
            var partition = found.getKey();
            var oldest = first.getOrDefault(partition, 0L);
            // Nothing is found where nothing was told since.
            var at = found.getValue();
            var from = at == null ? ends.getOrDefault(partition, 0L) : Long.valueOf(at.offset());
            consumer.seek(partition, from);
            reachesBack &= oldest == 0 || from > oldest;
        }
        return reachesBack;
    }

    private static boolean ahead(KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }
}
