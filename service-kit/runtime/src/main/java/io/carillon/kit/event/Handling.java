package io.carillon.kit.event;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a {@link ConsumerLoop} does with what it polled. */
@FunctionalInterface
interface Handling {

    /** @param stopped asked before each piece of work: what was not begun is left */
    Outcome of(ConsumerRecords<String, byte[]> records, BooleanSupplier stopped);

    /**
     * How far it came.
     *
     * @param left of each partition where something was left, the first offset to be handed over again
     * @param progress whether anything was handled
     * @param failure why something was left; null when nothing failed
     */
    record Outcome(
            Map<TopicPartition, Long> left,
            boolean progress,
            @Nullable Throwable failure) {
        public Outcome {
            left = Map.copyOf(left);
        }
    }
}
