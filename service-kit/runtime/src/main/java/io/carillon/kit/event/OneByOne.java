package io.carillon.kit.event;

import java.util.HashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Each event for itself: one that fails holds up its partition, and no other. */
record OneByOne(EventDecoding decoding, EventHandler handler) implements Handling {

    @Override
    public Outcome of(ConsumerRecords<String, byte[]> records, BooleanSupplier stopped) {
        var left = new HashMap<TopicPartition, Long>();
        var progress = false;
        @Nullable Throwable failure = null;
        for (var partition : records.partitions()) {
            for (var record : records.records(partition)) {
                if (stopped.getAsBoolean()) {
                    left.put(partition, record.offset());
                    break;
                }
                try {
                    decoding.handle(record, handler);
                    progress = true;
                } catch (Exception | Error e) {
                    // Errors too: a thread that ended would be noticed by nobody, and its events would wait for ever.
                    failure = e;
                    left.put(partition, record.offset());
                    break;
                }
            }
        }
        return new Outcome(left, progress, failure);
    }
}
