package io.carillon.alerting.window;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What the promise "a verdict is at most 15 s late after kill -9" rests on (design, section 7: measured). */
final class StreamsSettings {

    private StreamsSettings() {}

    static Properties of(String brokers, String applicationId) {
        var settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
        // Punctuators run between polls: a poll that waits its default 100 ms would blur the beat.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 50);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        // Without it even a clean restart waits for the session to run out before its partitions are assigned.
        settings.put(StreamsConfig.consumerPrefix("internal.leave.group.on.close"), true);
        settings.put(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }
}
