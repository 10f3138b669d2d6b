package io.carillon.stack.client;

import io.carillon.stack.server.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The whole platform as {@code ./carillon up} starts it, in a process of its own on free ports: for tests and
 * measurements that see it from outside. The services must have been built.
 */
public final class LocalPlatform implements AutoCloseable {

    private static final String MAIN_CLASS = "io.carillon.stack.launch.Main";
    private static final String READY = "all ready";
    private static final long STOP_SECONDS = 60;

    private final Process launcher;
    private final Ports ports;
    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();

    private LocalPlatform(Process launcher, Ports ports, Path data) {
        this.launcher = launcher;
        this.ports = ports;
        this.data = data;
    }

    /**
     * Starts it and returns when all of it is ready.
     *
     * @param data where servers and services keep their files; what they say goes to {@code logs} below it
     * @param environment settings on top of this process's own
     * @param arguments of {@code up}, for example {@code --speed}, {@code 12}
     * @throws StackFailure with what the launcher said, if it did not start
     */
    public static LocalPlatform start(Path root, Path data, Map<String, String> environment, String... arguments) {
        var ports = Ports.free(RandomGenerator.getDefault());
        try {
            Files.createDirectories(data);
            var command = StackJvm.command(
                    root,
                    MAIN_CLASS,
                    Stream.concat(Stream.of("up"), Stream.of(arguments)).toArray(String[]::new));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            builder.environment().put("CARILLON_PORT_BASE", Integer.toString(ports.base()));
            builder.environment().put("CARILLON_DATA", data.toString());
            var platform = new LocalPlatform(builder.start(), ports, data);
            platform.awaitReady();
            return platform;
        } catch (IOException e) {
            throw new StackFailure("the platform's launcher cannot be run: " + e.getMessage(), e);
        }
    }

    /** An address behind the front door. */
    public String door(String path) {
        return url(ports.frontDoor()) + path;
    }

    /** An address of the stand-ins and switches. */
    public String control(String path) {
        return url(ports.standIns()) + path;
    }

    public Ports ports() {
        return ports;
    }

    /** What a process has printed so far; {@code name} as in {@code ./carillon logs}. */
    public Path log(String name) {
        return data.resolve("logs").resolve(name + ".log");
    }

    /** The launcher, whose children the services and servers are. */
    public ProcessHandle process() {
        return launcher.toHandle();
    }

    /** {@code kill -9}. */
    public void kill(String service) {
        post("/__processes/" + service + "/kill");
    }

    /** Starts a killed service again and returns when it is ready. */
    public void restart(String service) {
        post("/__processes/" + service + "/restart");
    }

    /** @param server {@code kafka}, {@code postgres}, {@code alerting-postgres} or {@code redis} */
    public void stop(String server) {
        post("/__servers/" + server + "/stop");
    }

    public void start(String server) {
        post("/__servers/" + server + "/start");
    }

    private void post(String path) {
        var request = HttpRequest.newBuilder(URI.create(control(path)))
                .timeout(Duration.ofSeconds(90))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new StackFailure(path + " answered " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new StackFailure(path + " was not answered: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** Stops all of it and waits until nothing is left. */
    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
                throw new StackFailure("the platform did not stop within " + STOP_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        var said = new StringBuilder();
        var output = new BufferedReader(launcher.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.endsWith(READY)) {
                drain(output);
                return;
            }
        }
        throw new StackFailure("the platform did not start:\n" + said);
    }

    /** The launcher must never block on a full pipe. */
    private static void drain(BufferedReader output) {
        // A platform thread: reading a pipe holds a virtual one to its carrier, and there may be but two.
        Thread.ofPlatform().daemon().name("platform-output").start(() -> {
            try {
                output.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // The launcher has ended; so has what there was to drain.
                return;
            }
        });
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
