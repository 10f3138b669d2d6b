package io.carillon.stack.server;

import static io.carillon.stack.SharedStack.STACK;
import static io.carillon.stack.SharedStack.control;
import static io.carillon.stack.SharedStack.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.events.Topic;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

class ServersTest {

    @AfterEach
    void everythingRuns() {
        List.of("kafka", "postgres", "alerting-postgres", "redis").forEach(STACK::start);
    }

    /** Ways to take a server away; each is undone by start. */
    private static Consumer<String> away(String how) {
        return switch (how) {
            case "stop" -> STACK::stop;
            case "pause" -> STACK::pause;
            case "kill" -> STACK::kill;
            default -> throw new IllegalArgumentException(how);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "pause", "kill"})
    void postgresKeepsWhatWasCommitted(String how) throws SQLException {
        var value = UUID.randomUUID().toString();
        execute("CREATE TABLE IF NOT EXISTS kept(value text)");
        execute("INSERT INTO kept VALUES ('" + value + "')");

        away(how).accept("postgres");
        assertThat(stateOf("postgres")).isEqualTo(how.equals("pause") ? "paused" : "stopped");
        assertThatThrownBy(() -> execute("SELECT 1")).isInstanceOf(SQLException.class);
        STACK.start("postgres");

        assertThat(stateOf("postgres")).isEqualTo("running");
        assertThat(execute("SELECT value FROM kept WHERE value = '" + value + "'"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "pause", "kill"})
    void redisKeepsWhatWasWritten(String how) {
        var value = UUID.randomUUID().toString();
        try (var redis = redis()) {
            redis.set("localstack:kept", value);
        }

        away(how).accept("redis");
        STACK.start("redis");

        try (var redis = redis()) {
            assertThat(redis.get("localstack:kept")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "pause", "kill"})
    void kafkaKeepsWhatItAcknowledged(String how) throws Exception {
        var value = UUID.randomUUID().toString();
        var topic = Topic.COMMANDS.name(STACK.topicPrefix());
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(topic, 0, "key", value)).get(30, TimeUnit.SECONDS);
        }

        away(how).accept("kafka");
        STACK.start("kafka");

        assertThat(valuesOf(new TopicPartition(topic, 0))).contains(value);
    }

    @Test
    void aStoppedKafkaRefusesConnectionsAndOthersGoOn() throws SQLException {
        STACK.stop("kafka");

        try (var admin = Admin.create(Map.of(
                "bootstrap.servers", STACK.kafka(), "default.api.timeout.ms", "1000", "request.timeout.ms", "1000"))) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).isInstanceOf(ExecutionException.class);
        }
        assertThat(execute("SELECT 1")).isEqualTo("1");
    }

    @Test
    void everyTopicIsThereWithItsRetention() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", STACK.kafka()))) {
            for (var topic : Topic.values()) {
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name(STACK.topicPrefix()));
                var settings =
                        admin.describeConfigs(List.of(resource)).all().get().get(resource);
                assertThat(settings.get("cleanup.policy").value()).isEqualTo(topic.compacted() ? "compact" : "delete");
                topic.retention()
                        .map(Duration::toMillis)
                        .map(String::valueOf)
                        .ifPresent(kept ->
                                assertThat(settings.get("retention.ms").value()).isEqualTo(kept));
                var partitions = admin.describeTopics(List.of(resource.name()))
                        .allTopicNames()
                        .get()
                        .get(resource.name());
                assertThat(partitions.partitions()).hasSize(4);
            }
            assertThat(admin.listTopics().names().get()).doesNotContain("localstack.made.by.accident");
        }
    }

    @Test
    void aTopicIsNotMadeByWritingToIt() {
        try (var producer = producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("localstack.made.by.accident", "x"))
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    private static String stateOf(String server) {
        try {
            return new JsonArray(send("GET", control() + "/__processes", "").body())
                    .stream()
                            .map(io.vertx.core.json.JsonObject.class::cast)
                            .filter(row -> row.getString("name").equals(server))
                            .map(row -> row.getString("state"))
                            .findFirst()
                            .orElse("missing");
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String execute(String sql) throws SQLException {
        // Two seconds: a paused server accepts the connection and never answers.
        var url = "jdbc:" + STACK.migrateDatabaseUrl().replace("carillon_migrate:dev@", "")
                + "?connectTimeout=2&socketTimeout=2&loginTimeout=2";
        try (var connection = DriverManager.getConnection(url, "carillon_migrate", "dev");
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private static Jedis redis() {
        return new Jedis(URI.create(STACK.redisUrl()));
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", STACK.kafka(), "acks", "all", "max.block.ms", "3000"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> valuesOf(TopicPartition partition) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", STACK.kafka()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            var values = new java.util.ArrayList<String>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(event -> values.add(event.value()));
            }
            return values;
        }
    }
}
