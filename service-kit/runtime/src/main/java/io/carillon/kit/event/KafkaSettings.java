package io.carillon.kit.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The brokers, the prefix, and the client settings that the platform's promises rest on. */
@ApplicationScoped
public class KafkaSettings {

    /** Of one partition in one request: some forty callbacks. */
    private static final int BATCH_BYTES = 64 * 1024;

    private final String brokers;
    private final String topicPrefix;
    private final EventSettings settings;

    KafkaSettings(
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String brokers,
            @ConfigProperty(name = "CARILLON_TOPIC_PREFIX") Optional<String> topicPrefix,
            EventSettings settings) {
        this.brokers = brokers;
        this.topicPrefix = topicPrefix.orElse("");
        this.settings = settings;
    }

    /** Empty in every real installation; keeps test suites on one broker apart. */
    public String topicPrefix() {
        return topicPrefix;
    }

    Map<String, Object> producer() {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // While one request is under way the next one fills: under load a request, and not what is in it, is what costs
        // producer and broker. At rest nothing waits for it.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, settings.linger().toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.maxBlock().toMillis());
        properties.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.requestTimeout().toMillis()));
        properties.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(settings.deliveryTimeout().toMillis()));
        reconnectFast(properties);
        return properties;
    }

    Map<String, Object> consumer() {
        var properties = new HashMap<String, Object>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_500);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        reconnectFast(properties);
        return properties;
    }

    /** A broker that comes back is used within a second, not after the default's climb. */
    private static void reconnectFast(Map<String, Object> properties) {
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 100L);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    }
}
