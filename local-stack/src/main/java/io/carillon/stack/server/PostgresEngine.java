package io.carillon.stack.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 18 out of the class path; its data directory is made at the first start and kept. */
final class PostgresEngine implements Engine {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Only the superuser, whom no service knows, gets in without a password. */
    private static final String HOST_BASED_AUTHENTICATION = """
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final String name;
    private final int port;
    private final Path data;
    private final Path log;
    private final Path binaries;
    private @Nullable EmbeddedPostgres postgres;

    /** @param binaries where PostgreSQL is unpacked, once for all servers of this checkout */
    PostgresEngine(String name, int port, Path data, Path log, Path binaries) {
        this.name = name;
        this.port = port;
        this.data = data;
        this.log = log;
        this.binaries = binaries;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    /** The library unpacks as it starts a server, so the first server of a checkout is started once for that. */
    @Override
    public void unpack() throws IOException {
        if (!Files.isDirectory(binaries)) {
            launch();
            shutdown();
        }
    }

    @Override
    public ProcessHandle launch() throws IOException {
        // A killed server leaves its lock with us: give it back first.
        shutdown();
        Files.createDirectories(data.getParent());
        var output = ProcessBuilder.Redirect.appendTo(log.toFile());
        postgres = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setDataDirectoryCustomizer(PostgresEngine::requirePasswords)
                .setOutputRedirector(output)
                .setErrorRedirector(output)
                .setPGStartupWait(START_LIMIT)
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library's default loses what was committed in the last moments before kill -9.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .setServerConfig("track_io_timing", "on")
                .start();
        var firstLine = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(firstLine.strip()))
                .orElseThrow(() -> new IOException("its process " + firstLine + " is gone"));
    }

    @Override
    public void shutdown() throws IOException {
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
    }

    private static void requirePasswords(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), HOST_BASED_AUTHENTICATION);
        } catch (IOException e) {
            throw new UncheckedIOException("pg_hba.conf cannot be written", e);
        }
    }
}
