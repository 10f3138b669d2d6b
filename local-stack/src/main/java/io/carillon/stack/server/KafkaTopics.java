package io.carillon.stack.server;

import io.carillon.events.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the topics of the contract: none is ever made by writing to it. */
public final class KafkaTopics {

    private static final int PARTITIONS = 4;
    private static final short REPLICATION = 1;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private KafkaTopics() {}

    /** Makes those of {@link Topic} that are missing under {@code prefix}. */
    public static void create(String bootstrapServers, String prefix) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var present = admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            var missing = Arrays.stream(Topic.values())
                    .filter(topic -> !present.contains(topic.name(prefix)))
                    .map(topic -> new NewTopic(topic.name(prefix), PARTITIONS, REPLICATION).configs(settings(topic)))
                    .collect(Collectors.toSet());
            admin.createTopics(missing).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServerFailure("the topics could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while making the topics", e);
        }
    }

    private static Map<String, String> settings(Topic topic) {
        return topic.retention()
                .map(kept -> Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(kept.toMillis())))
                .orElseGet(() -> Map.of("cleanup.policy", "compact"));
    }
}
