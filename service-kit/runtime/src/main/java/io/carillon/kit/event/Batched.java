package io.carillon.kit.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** All that was polled in one piece: handled as a whole or handed over again as a whole. */
record Batched(EventDecoding decoding, BatchHandler handler) implements Handling {

    @Override
    public Outcome of(ConsumerRecords<String, byte[]> records, BooleanSupplier stopped) {
        if (records.isEmpty()) {
            return new Outcome(Map.of(), false, null);
        }
        if (stopped.getAsBoolean()) {
            return new Outcome(all(records), false, null);
        }
        try {
            var batch = new ArrayList<Received>(records.count());
            records.forEach(record -> decoding.received(record).ifPresent(batch::add));
            if (!batch.isEmpty()) {
                handler.on(batch);
            }
            return new Outcome(Map.of(), true, null);
        } catch (Exception | Error e) {
            return new Outcome(all(records), false, e);
        }
    }

    private static Map<TopicPartition, Long> all(ConsumerRecords<String, byte[]> records) {
        var first = new HashMap<TopicPartition, Long>();
        for (var partition : records.partitions()) {
            first.put(partition, records.records(partition).getFirst().offset());
        }
        return first;
    }
}
