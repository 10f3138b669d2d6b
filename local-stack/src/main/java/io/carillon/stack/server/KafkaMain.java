package io.carillon.stack.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of the broker's own JVM (ADR 0008): one node that is broker and controller. It formats an empty data
 * directory, says {@link #READY} when it serves, and ends when its standard input does, so that no broker outlives a
 * launcher that was killed.
 */
public final class KafkaMain {

    /** What it prints when clients may connect. */
    static final String READY = "carillon: kafka is ready";

    // Any fixed id will do: this cluster never meets another one.
    private static final String CLUSTER_ID = "Y2FyaWxsb24tbG9jYWwtMQ";

    private KafkaMain() {}

    /** The one argument is a file of broker properties. */
    public static void main(String[] args) throws Exception {
        QuietLogs.install();
        var properties = new Properties();
        try (var file = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(file);
        }
        formatIfEmpty(properties);
        var server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "kafka-shutdown"));
        server.startup();
        System.out.println(READY);
        Thread.ofPlatform().daemon().name("launcher-watch").start(KafkaMain::exitWithLauncher);
        server.awaitShutdown();
    }

    private static void formatIfEmpty(Properties properties) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setClusterId(CLUSTER_ID)
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setDirectories(List.of(properties.getProperty("log.dirs")))
                .setMetadataLogDirectory(properties.getProperty("log.dirs"))
                .setIgnoreFormatted(true)
                .run();
    }

    private static void exitWithLauncher() {
        try {
            while (System.in.read() >= 0) {
                // The launcher never writes: only the end of the stream has a meaning.
            }
        } catch (IOException e) {
            System.err.println("standard input failed, taken for its end: " + e.getMessage());
        }
        System.exit(0);
    }
}
