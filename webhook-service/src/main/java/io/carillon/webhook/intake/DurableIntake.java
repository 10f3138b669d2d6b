package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.events.Topic;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.health.Serviceability;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Kafka and the spool of this replica, opened with the service and closed with it. */
@ApplicationScoped
class DurableIntake implements Serviceability {

    private static final Logger LOG = Logger.getLogger(DurableIntake.class);
    private static final int SEGMENT_BYTES = 4 * 1024 * 1024;

    private final Spool spool;
    private final SpoolDrain drain;
    private final DurableLog log;
    private final EventPublisher publisher;

    DurableIntake(
            IntakeSettings settings,
            Deployment deployment,
            EventPublisher publisher,
            RandomGenerator random,
            Metrics metrics,
            @VirtualThreads ExecutorService mayBlock) {
        try {
            var directory = settings.spoolDir().resolve(deployment.replica());
            this.spool = Spool.open(directory, settings.spoolLimit(), SEGMENT_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the spool cannot be opened; expected CARILLON_SPOOL_DIR to name a folder this replica can write to",
                    e);
        }
        this.publisher = publisher;
        var kafka = new KafkaWatch(event -> publisher.publish(event));
        this.drain = new SpoolDrain(spool, kafka, random, settings.drainPatience());
        this.log = new DurableLog(kafka, spool, drain, settings.kafkaBudget(), mayBlock);
        metrics.gauge("webhook.spool.depth", Map.of(), spool::depth);
    }

    void start(@Observes StartupEvent event) {
        // The first caller after a start would otherwise wait for it, and might go by the spool.
        publisher.prepare(Topic.CALLS);
        if (spool.damagedBytes() > 0) {
            LOG.warnf("webhook spool: %d bytes were torn off or damaged and are passed over", spool.damagedBytes());
        }
        if (!spool.isEmpty()) {
            LOG.infof("webhook spool: %d events of an earlier run are published now", spool.depth());
            drain.wake();
        }
    }

    CompletionStage<Recorded> record(Encoded event) {
        return log.record(event);
    }

    /** What the monitoring asks for. */
    record State(boolean accepts, boolean kafkaUp, long depth, long bytes, long limit) {}

    State state() {
        return new State(log.accepts(), log.kafkaUp(), spool.depth(), spool.bytes(), spool.limit());
    }

    @Override
    public Optional<String> reasonNotServing() {
        return log.accepts() ? Optional.empty() : Optional.of("neither Kafka nor the spool takes callbacks");
    }

    @PreDestroy
    void close() throws IOException {
        drain.close();
        spool.close();
    }
}
