package io.carillon.bench;

import io.carillon.stack.server.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service that is measured, as a child process.
 *
 * @param name in the report
 * @param port on 127.0.0.1
 * @param startUp from its launch to its first answer that it is ready
 */
public record Server(String name, int port, Process process, Duration startUp) implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    /** Where it was trained, it writes down at its end what it has learned: a minute's work on a busy machine. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(4);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);
    private static final int LOG_SHOWN = 2_000;

    /** Where and how a service is started. */
    public record Launch(
            String name,
            Path directory,
            List<String> command,
            Map<String, String> environment,
            int port,
            String ready) {}

    /** Returns when it is ready. */
    public static Server start(Launch launch, Path log) throws IOException {
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().putAll(launch.environment());
        var begun = System.nanoTime();
        var process = builder.start();
        try {
            awaitReady(launch, process, log);
        } catch (IOException e) {
            ChildProcess.stop(process);
            throw e;
        }
        return new Server(launch.name(), launch.port(), process, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void awaitReady(Launch launch, Process process, Path log) throws IOException {
        var ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(launch.port(), launch.ready())))
                .timeout(LOOK_LIMIT)
                .build();
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, ready)) {
                // Waiting for its end is the pause between two looks.
                if (process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    throw new IOException(
                            "%s did not become ready; the end of %s is%n%s".formatted(launch.name(), log, end(log)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet: the next look tells.
            return false;
        }
    }

    private static String end(Path log) throws IOException {
        var text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - LOG_SHOWN));
    }

    public String authority() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        ChildProcess.stop(process, STOP_LIMIT);
    }
}
