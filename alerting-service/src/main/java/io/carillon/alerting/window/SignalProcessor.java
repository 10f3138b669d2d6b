package io.carillon.alerting.window;

import io.carillon.alerting.signal.Signals;
import io.carillon.events.EventCodec;
import io.carillon.kit.event.KafkaHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Re-keys events to the series they are samples of. */
final class SignalProcessor extends ContextualProcessor<String, byte[], String, byte[]> {

    private static final Logger LOG = Logger.getLogger(SignalProcessor.class);

    private final EventCodec codec = new EventCodec();
    private final Signals signals;
    private final Duration horizon;
    private final InstantSource clock;

    /** @param horizon events older than this are history: a service started anew does not page for last week */
    SignalProcessor(Signals signals, Duration horizon, InstantSource clock) {
        this.signals = signals;
        this.horizon = horizon;
        this.clock = clock;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        var brokerTime = Instant.ofEpochMilli(record.timestamp());
        if (brokerTime.isBefore(clock.instant().minus(horizon))) {
            return;
        }
        switch (codec.decode(KafkaHeaders.read(record.headers()), record.value())) {
            case EventCodec.Decoded.Known known ->
                signals.of(known.event(), brokerTime)
                        .forEach(sample ->
                                context().forward(new Record<>(sample.series(), sample.encode(), record.timestamp())));
            case EventCodec.Decoded.Unknown unknown -> LOG.debugf("passed over an event of type %s", unknown.type());
            case EventCodec.Decoded.Malformed malformed ->
                LOG.warnf("passed over a record that is no event of ours: %s", malformed.reason());
        }
    }
}
