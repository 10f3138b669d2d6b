package io.carillon.stack.teststack;

import io.carillon.stack.control.ControlServer;
import io.carillon.stack.control.ProcessTable;
import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.Pids;
import io.carillon.stack.server.Ports;
import io.carillon.stack.server.QuietLogs;
import io.carillon.stack.server.ServerFailure;
import io.carillon.stack.server.Servers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.random.RandomGenerator;

/**
 * The process behind {@code TestStack}: starts the servers on free ports, publishes where they are, and ends, leaving
 * nothing but its log, when the tests it belongs to do.
 */
public final class TestStackMain {

    // The word that StackStarter waits for; said again here because the client holds JDK classes only and is no API.
    private static final String READY = "carillon: stack is ready";

    private TestStackMain() {}

    /** Arguments: the repository's root and the id of the tests' process. */
    public static void main(String[] args) throws IOException {
        QuietLogs.install();
        var root = Path.of(args[0]);
        var tests = ProcessHandle.of(Long.parseLong(args[1]));
        if (tests.isEmpty()) {
            System.err.println("the process " + args[1] + ", whose tests this is for, has ended already");
            System.exit(1);
        }
        var runs = new RunDirectories(root.resolve("target/stack"));
        runs.sweepDead();
        var run = runs.of(tests.get());
        var ports = Ports.free(RandomGenerator.getDefault());
        var servers = new Servers(
                ports,
                run.resolve("data"),
                run,
                root.resolve("target/binaries"),
                new Pids(run.resolve("pids")),
                System.getProperty("java.class.path"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(servers, run), "stack-end"));
        try {
            servers.start(server -> System.err.println(server.name() + " answers on port " + server.port()));
            new ControlServer(Vertx.vertx(), servers, ProcessTable.NONE).listen(ports);
        } catch (ServerFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        publish(ports, run);
        System.out.println(READY);
        System.setOut(System.err);
        tests.get().onExit().join();
        System.exit(0);
    }

    private static void end(Servers servers, Path run) {
        servers.close();
        DirectoryTree.delete(run.resolve("data"));
        DirectoryTree.delete(run.resolve("stack.properties"));
    }

    private static void publish(Ports ports, Path run) throws IOException {
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
        properties.setProperty("kafka", "127.0.0.1:" + ports.kafka());
        properties.setProperty("postgres", "127.0.0.1:" + ports.postgres());
        properties.setProperty("alerting-postgres", "127.0.0.1:" + ports.alertingPostgres());
        properties.setProperty("redis", "redis://127.0.0.1:" + ports.redis());
        properties.setProperty("control", "http://127.0.0.1:" + ports.standIns());
        properties.setProperty("smtp-port", Integer.toString(ports.smtp()));
        var unfinished = run.resolve("stack.properties.new");
        try (var writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, run.resolve("stack.properties"), StandardCopyOption.ATOMIC_MOVE);
    }
}
