package io.carillon.stack.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Kafka in a JVM of its own, so that it can be frozen and killed like any other server (ADR 0008). */
final class KafkaEngine implements Engine {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final Ports ports;
    private final Path data;
    private final Path log;
    private final String classPath;
    private @Nullable Process process;

    KafkaEngine(Ports ports, Path data, Path log, String classPath) {
        this.ports = ports;
        this.data = data;
        this.log = log;
        this.classPath = classPath;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public int port() {
        return ports.kafka();
    }

    @Override
    public void unpack() {
        // A JVM: it is here already.
    }

    @Override
    public ProcessHandle launch() throws IOException {
        Ports.requireFree("kafka's controller", ports.kafkaController());
        Files.createDirectories(data);
        var file = data.resolve("server.properties");
        try (var writer = Files.newBufferedWriter(file)) {
            settings().store(writer, "written at every start");
        }
        var builder = ChildProcess.detached(JavaCommand.of(classPath, KafkaMain.class.getName(), file.toString()));
        var started = ChildProcess.start(builder, log, KafkaMain.READY::equals, START_LIMIT);
        process = started;
        return started.toHandle();
    }

    @Override
    public void shutdown() throws IOException {
        if (process != null) {
            ChildProcess.stop(process);
        }
    }

    /** Design, section 7: one node, four partitions, replication one, nothing created by accident. */
    private Properties settings() {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.kafkaController());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port(), ports.kafkaController()));
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port());
        settings.put("log.dirs", data.resolve("logs").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.partitions", "4");
        for (var internal : List.of("offsets.topic", "transaction.state.log")) {
            settings.put(internal + ".num.partitions", "4");
            settings.put(internal + ".replication.factor", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // The default takes 128 MB of heap for a cleaner that here has next to nothing to clean.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("num.recovery.threads.per.data.dir", "2");
        // After kill -9 the broker is let in again only when its former session has run out: 9 s by default.
        settings.put("broker.heartbeat.interval.ms", "300");
        settings.put("broker.session.timeout.ms", "1500");
        return settings;
    }
}
