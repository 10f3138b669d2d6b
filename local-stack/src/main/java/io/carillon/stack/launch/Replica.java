package io.carillon.stack.launch;

import io.carillon.stack.server.ChildProcess;
import io.carillon.stack.server.JavaCommand;
import io.carillon.stack.server.LogTail;
import io.carillon.stack.server.Pids;
import io.carillon.stack.server.ServerFailure;
import io.carillon.stack.server.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One replica of a service as a child JVM. It is never restarted by itself: that is the operator's to say. */
final class Replica {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    /** All five write down what they have learned at once. */
    private static final Duration LEARNED_LIMIT = Duration.ofMinutes(8);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(2);

    private final Service service;
    private final String name;
    private final int port;
    private final Path jar;
    private final AotCache aotCache;
    private final boolean training;
    private final Path log;
    private final Map<String, String> defaults;
    private final Pids pids;
    private final Clock clock;
    private final HttpClient http;
    private final Consumer<Replica> onDeath;
    private volatile @Nullable Process process;
    private volatile boolean endAskedFor;

    Replica(
            Service service,
            int number,
            int port,
            Installation installation,
            boolean training,
            ServiceEnvironment environment,
            Pids pids,
            Clock clock,
            HttpClient http,
            Consumer<Replica> onDeath) {
        this.service = service;
        this.name = service.fullName() + "-" + number;
        this.port = port;
        this.jar = installation.jar(service);
        this.aotCache = installation.aotCache(service);
        this.training = training;
        this.log = installation.log(name);
        this.defaults = environment.defaults(service, name);
        this.pids = pids;
        this.clock = clock;
        this.http = http;
        this.onDeath = onDeath;
    }

    Service service() {
        return service;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    /** {@code running}, {@code stopped} on request, or {@code died} without one. */
    String state() {
        var present = process;
        if (present != null && present.isAlive()) {
            return "running";
        }
        return present == null || endAskedFor ? "stopped" : "died";
    }

    /** 0 while it does not run. */
    long pid() {
        var present = process;
        return present != null && present.isAlive() ? present.pid() : 0;
    }

    /** Starts it and returns when it is ready. */
    synchronized void start() {
        if (pid() != 0) {
            return;
        }
        try {
            Files.createDirectories(log.getParent());
            var command = new ArrayList<>(JavaCommand.quickStart());
            command.addAll(JavaCommand.serviceThreads(Runtime.getRuntime().availableProcessors()));
            command.addAll(aotCache.flags(training));
            command.addAll(List.of("-Xmx512m", "-jar", jar.toString()));
            var builder = ChildProcess.detached(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            defaults.forEach(builder.environment()::putIfAbsent);
            builder.environment().put("CARILLON_PORT", Integer.toString(port));
            builder.environment().put("CARILLON_REPLICA", name);
            var started = builder.start();
            process = started;
            endAskedFor = false;
            pids.record(name, started.toHandle());
            awaitReady(started);
            Thread.ofPlatform()
                    .daemon()
                    .name(name + "-watch")
                    .start(() -> ended(started.onExit().join()));
        } catch (IOException e) {
            throw new ServerFailure(name + " did not start: " + e.getMessage(), e);
        }
    }

    /** SIGTERM, then SIGKILL where that takes too long. */
    synchronized void stop() {
        endAskedFor = true;
        var present = process;
        if (present == null) {
            return;
        }
        try {
            if (training) {
                ChildProcess.stop(present, LEARNED_LIMIT);
            } else {
                ChildProcess.stop(present);
            }
        } catch (IOException e) {
            throw new ServerFailure(name + " did not stop: " + e.getMessage(), e);
        }
        pids.forget(name);
    }

    /** Also while it is starting. */
    void kill() {
        endAskedFor = true;
        var present = process;
        if (present != null && present.isAlive()) {
            Signals.killTree(present.toHandle());
            pids.forget(name);
        }
    }

    private void ended(Process ended) {
        if (ended.equals(process) && !endAskedFor) {
            onDeath.accept(this);
        }
    }

    private void awaitReady(Process started) throws IOException {
        var deadline = Instant.now(clock).plus(START_LIMIT);
        try {
            while (!isReady()) {
                // Waiting for its end is the pause between two looks.
                if (started.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("it ended with code %d; the last lines of %s are%n%s"
                            .formatted(started.exitValue(), log, LogTail.of(log)));
                }
                if (Instant.now(clock).isAfter(deadline)) {
                    throw new IOException("it was not ready within %d s; the last lines of %s are%n%s"
                            .formatted(START_LIMIT.toSeconds(), log, LogTail.of(log)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was starting", e);
        }
    }

    private boolean isReady() throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port)))
                .timeout(LOOK_LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not listening yet: the next look tells.
            return false;
        }
    }
}
