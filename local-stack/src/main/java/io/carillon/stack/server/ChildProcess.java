package io.carillon.stack.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Starts a process that says on its standard output when it is ready, and keeps that output as its log. */
public final class ChildProcess {

    private static final Optional<Path> SETSID = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private ChildProcess() {}

    /**
     * A process that the terminal's Ctrl-C does not reach: whoever started it ends it, in its order. Where the machine has
     * no {@code setsid} it is reached all the same, and ends a little sooner.
     */
    public static ProcessBuilder detached(List<String> command) {
        var own = new ArrayList<String>();
        SETSID.map(Path::toString).ifPresent(own::add);
        own.addAll(command);
        return new ProcessBuilder(own);
    }

    /**
     * Returns when a line of the output satisfies {@code ready}.
     *
     * @param log the output is appended here, line by line
     * @throws IOException when the process ends first or {@code limit} passes; the process is then gone
     */
    static Process start(ProcessBuilder builder, Path log, Predicate<String> ready, Duration limit) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var process = builder.redirectErrorStream(true).start();
        var isReady = new CompletableFuture<Boolean>();
        // A platform thread: reading a pipe holds a virtual one to its carrier, and this machine may have but two.
        Thread.ofPlatform().daemon().name("log-" + log.getFileName()).start(() -> pump(process, log, ready, isReady));
        try {
            if (isReady.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process;
            }
            throw new IOException("it ended before it was ready; the last lines of its log are\n" + LogTail.of(log));
        } catch (TimeoutException e) {
            Signals.killTree(process.toHandle());
            throw new IOException(
                    "it was not ready within %d s; the last lines of its log are%n%s"
                            .formatted(limit.toSeconds(), LogTail.of(log)),
                    e);
        } catch (ExecutionException e) {
            Signals.killTree(process.toHandle());
            throw new IOException("its log cannot be written: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Signals.killTree(process.toHandle());
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was starting", e);
        }
    }

    /** SIGTERM, and SIGKILL where that does not end it in 20 s. */
    public static void stop(Process process) throws IOException {
        stop(process, STOP_LIMIT);
    }

    /** SIGTERM, and SIGKILL where that does not end it in {@code limit}. */
    public static void stop(Process process, Duration limit) throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                Signals.killTree(process.toHandle());
            }
        } catch (InterruptedException e) {
            Signals.killTree(process.toHandle());
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was stopping", e);
        }
    }

    private static void pump(Process process, Path log, Predicate<String> ready, CompletableFuture<Boolean> isReady) {
        try (var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
                var writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                writer.write(line);
                writer.newLine();
                writer.flush();
                if (ready.test(line)) {
                    isReady.complete(true);
                }
            }
            isReady.complete(false);
        } catch (IOException e) {
            isReady.completeExceptionally(e);
        }
    }
}
