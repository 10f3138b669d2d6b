package io.carillon.kit.event;

import io.carillon.events.EventCodec;
import io.carillon.kit.request.RequestContext;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Hands a record's event to its handler; passes over what this release does not know or cannot read. */
final class EventDecoding {

    private static final Logger LOG = Logger.getLogger(EventDecoding.class);

    private final EventCodec codec;
    private final RequestContext requests;
    private final EventHandler handler;

    EventDecoding(EventCodec codec, RequestContext requests, EventHandler handler) {
        this.codec = codec;
        this.requests = requests;
        this.handler = handler;
    }

    void handle(ConsumerRecord<String, byte[]> record) throws Exception {
        switch (codec.decode(KafkaHeaders.read(record.headers()), record.value())) {
            case EventCodec.Decoded.Known known ->
                requests.within(
                        known.event().requestId(),
                        () -> handler.on(known.event(), Instant.ofEpochMilli(record.timestamp())));
            case EventCodec.Decoded.Unknown unknown -> LOG.debugf("passed over an event of type %s", unknown.type());
            case EventCodec.Decoded.Malformed malformed ->
                LOG.warnf(
                        "passed over %s-%d@%d, which is no event of ours: %s",
                        record.topic(), record.partition(), record.offset(), malformed.reason());
        }
    }
}
