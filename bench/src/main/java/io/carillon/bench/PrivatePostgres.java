package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The one server of a run, started by the peers' own script and so with their settings: fsync on, 512 MB of shared
 * buffers. Only {@code pg_stat_statements} is added, for all databases alike.
 */
public final class PrivatePostgres implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Peers peers;
    private final Path data;
    private final int port;

    private PrivatePostgres(Peers peers, Path data, int port) {
        this.peers = peers;
        this.data = data;
        this.port = port;
    }

    public static PrivatePostgres start(Peers peers, Path data, int port) throws IOException {
        Files.createDirectories(data);
        var server = new PrivatePostgres(peers, data, port);
        try {
            server.script("up.sh");
            server.preload();
        } catch (IOException | SQLException e) {
            server.close();
            throw new IOException(
                    "PostgreSQL did not start; its log is %s: %s".formatted(server.log(), e.getMessage()), e);
        }
        return server;
    }

    private void preload() throws IOException, SQLException {
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
        }
        stop();
        script("up.sh");
    }

    /** What the peers' scripts are to find it by. */
    public Map<String, String> environment() {
        return Map.of("PB", data.toString(), "PG_PORT", Integer.toString(port));
    }

    public int port() {
        return port;
    }

    public Path log() {
        return data.resolve("pg/server.log");
    }

    public ProcessHandle process() throws IOException {
        var pid = Files.readAllLines(data.resolve("pg/postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .orElseThrow(() -> new IOException("PostgreSQL (process %s) is gone".formatted(pid)));
    }

    public String url(String role, String database) {
        return "postgresql://%s:dev@127.0.0.1:%d/%s".formatted(role, port, database);
    }

    /** As the superuser. */
    public Connection connect(String database) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser("postgres");
        return source.getConnection();
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data.resolve("pg/postmaster.pid"))) {
            stop();
        }
    }

    /** In "fast" mode, which ends sessions; the peers' down.sh asks for "smart" first, which waits for them. */
    private void stop() throws IOException {
        var server = process();
        Shell.run(data, Map.of(), List.of("kill", "-INT", Long.toString(server.pid())));
        try {
            server.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            server.destroyForcibly();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void script(String name) throws IOException {
        Shell.run(
                peers.directory(),
                environment(),
                List.of("bash", peers.script("infra/" + name).toString(), "pg"));
    }
}
