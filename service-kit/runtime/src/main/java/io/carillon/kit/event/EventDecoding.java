package io.carillon.kit.event;

import io.carillon.events.EventCodec;
import io.carillon.kit.request.RequestContext;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Reads a record's event; passes over what this release does not know. */
final class EventDecoding {

    private static final Logger LOG = Logger.getLogger(EventDecoding.class);

    private final EventCodec codec;
    private final RequestContext requests;

    EventDecoding(EventCodec codec, RequestContext requests) {
        this.codec = codec;
        this.requests = requests;
    }

    /** Hands it to {@code handler}, within the request that caused it; passes over what cannot be read as well. */
    void handle(ConsumerRecord<String, byte[]> record, EventHandler handler) throws Exception {
        var received = received(record);
        if (received.isEmpty()) {
            return;
        }
        switch (received.get()) {
            case Received.Known known ->
                requests.within(known.event().requestId(), () -> handler.on(known.event(), known.brokerTime()));
            case Received.Unreadable unreadable ->
                LOG.warnf("passed over %s, which is no event of ours: %s", unreadable.at(), unreadable.reason());
        }
    }

    /** Empty for a type that only a newer release knows. */
    Optional<Received> received(ConsumerRecord<String, byte[]> record) {
        var brokerTime = Instant.ofEpochMilli(record.timestamp());
        return switch (codec.decode(KafkaHeaders.read(record.headers()), record.value())) {
            case EventCodec.Decoded.Known known -> Optional.of(new Received.Known(known.event(), brokerTime));
            case EventCodec.Decoded.Unknown unknown -> {
                LOG.debugf("passed over an event of type %s", unknown.type());
                yield Optional.empty();
            }
            case EventCodec.Decoded.Malformed malformed ->
                Optional.of(new Received.Unreadable(
                        "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset()),
                        brokerTime,
                        malformed.reason()));
        };
    }
}
