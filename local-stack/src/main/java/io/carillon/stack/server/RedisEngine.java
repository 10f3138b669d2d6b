package io.carillon.stack.server;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** Redis: the machine's own {@code redis-server} where there is one, else the one in the class path. */
final class RedisEngine implements Engine {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final Path data;
    private final Path log;
    private @Nullable File executable;
    private @Nullable Process process;

    RedisEngine(int port, Path data, Path log) {
        this.port = port;
        this.data = data;
        this.log = log;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void unpack() throws IOException {
        if (executable == null) {
            Files.createDirectories(data);
            executable = findOrUnpack();
        }
    }

    @Override
    public ProcessHandle launch() throws IOException {
        unpack();
        var builder = ChildProcess.detached(List.of(
                Objects.requireNonNull(executable).getPath(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                // The log of commands keeps what was written also over kill -9.
                "--appendonly",
                "yes",
                "--save",
                ""));
        var started =
                ChildProcess.start(builder, log, line -> line.contains("Ready to accept connections"), START_LIMIT);
        process = started;
        return started.toHandle();
    }

    @Override
    public void shutdown() throws IOException {
        if (process != null) {
            ChildProcess.stop(process);
        }
    }

    private File findOrUnpack() throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get();
        } catch (FileNotFoundException e) {
            return ExecutableProvider.newJarResourceProvider(data.toFile()).get();
        }
    }
}
