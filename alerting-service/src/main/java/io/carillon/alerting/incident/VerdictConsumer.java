package io.carillon.alerting.incident;

import io.carillon.alerting.window.ConditionVerdict;
import io.carillon.alerting.wire.Wire;
import io.carillon.events.Topic;
import io.carillon.kit.event.KafkaSettings;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Reads committed verdicts, in order per condition; moves on only when what they change is durable. */
@ApplicationScoped
class VerdictConsumer {

    private static final Logger LOG = Logger.getLogger(VerdictConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final VerdictDesk desk;
    private final StoreKeeper keeper;
    private final String brokers;
    private final String topicPrefix;
    private final Metrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("verdicts").daemon().unstarted(this::run);

    VerdictConsumer(
            VerdictDesk desk,
            StoreKeeper keeper,
            KafkaSettings kafka,
            Metrics metrics,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String brokers) {
        this.desk = desk;
        this.keeper = keeper;
        this.brokers = brokers;
        this.topicPrefix = kafka.topicPrefix();
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join(CLOSING);
    }

    private void run() {
        try {
            keeper.awaitFirst();
            do {
                consume();
            } while (!stopping.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume() {
        try (var consumer = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.VERDICTS.name(topicPrefix)));
            while (stopping.getCount() > 0) {
                var records = consumer.poll(POLL);
                for (var record : records) {
                    handle(record.value());
                }
                if (!records.isEmpty()) {
                    consumer.commitSync();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("reading verdicts failed and starts again where it was", e);
        }
    }

    private void handle(byte[] value) {
        try {
            desk.on(ConditionVerdict.decode(value));
        } catch (Wire.MalformedException e) {
            LOG.warnf("passed over a record of the verdicts topic: %s", e.getMessage());
        } catch (RuntimeException e) {
            // Neither store nor journal is the matter here: one verdict that cannot be handled must not hold up the
            // rest.
            LOG.error("a verdict could not be handled and is passed over", e);
            metrics.count("alerting.verdicts.failed", Map.of());
        }
    }

    private Map<String, Object> settings() {
        return Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.GROUP_ID_CONFIG,
                topicPrefix + "carillon-incidents",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                6_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                1_500,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                50,
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                1_000L);
    }
}
