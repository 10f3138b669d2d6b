package io.carillon.bench.booking;

import io.carillon.bench.Peers;
import io.carillon.bench.PrivatePostgres;
import io.carillon.bench.Server;
import io.carillon.bench.ServiceJvm;
import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.KafkaTopics;
import io.carillon.stack.server.LocalServer;
import io.carillon.stack.server.Pids;
import io.carillon.stack.server.Ports;
import io.carillon.stack.server.Servers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a run stands on: one PostgreSQL, one Kafka, and how both services are started on them. */
final class Stand implements AutoCloseable {

    /** The operator's key, made for this run. */
    static final String KEY = "bench-key";

    private final Path root;
    private final Path work;
    private final Peers peers;
    private final Ports ports;
    private final PrivatePostgres postgres;
    private final LocalServer kafka;

    private Stand(Path root, Path work, Peers peers, Ports ports, PrivatePostgres postgres, LocalServer kafka) {
        this.root = root;
        this.work = work;
        this.peers = peers;
        this.ports = ports;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /** @param work for data and logs; what a former run left there is deleted */
    static Stand start(Path root, Path work, Peers peers) throws IOException {
        DirectoryTree.delete(work);
        Files.createDirectories(work);
        var ports = Ports.free(new SplittableRandom());
        var postgres = PrivatePostgres.start(peers, work.resolve("postgres"), ports.postgres());
        var kafka = new Servers(
                        ports,
                        work.resolve("data"),
                        work.resolve("logs"),
                        work.resolve("binaries"),
                        new Pids(work.resolve("pids")),
                        brokerClassPath(root))
                .byName("kafka")
                .orElseThrow();
        var stand = new Stand(root, work, peers, ports, postgres, kafka);
        var complete = false;
        try {
            kafka.start();
            KafkaTopics.create("127.0.0.1:" + ports.kafka(), "");
            complete = true;
            return stand;
        } finally {
            if (!complete) {
                stand.close();
            }
        }
    }

    /** The broker is not on the bench's own class path; local-stack's build has left the list of what it needs. */
    private static String brokerClassPath(Path root) throws IOException {
        var classes = root.resolve("local-stack/target/classes");
        var list = classes.resolve("META-INF/carillon/stack.classpath");
        return classes + File.pathSeparator + Files.readString(list).strip();
    }

    PrivatePostgres postgres() {
        return postgres;
    }

    ProcessHandle kafka() {
        return kafka.process().orElseThrow(() -> new IllegalStateException("Kafka is gone"));
    }

    /** node-postgres with the exclusion constraint: the peers' fastest that cannot book twice. */
    Server peer(boolean freshTables) throws IOException {
        var environment = new HashMap<>(postgres.environment());
        environment.putAll(Map.of("DRIVER", "pg", "MODE", "exclude", "KEEP_DB", freshTables ? "0" : "1"));
        return Server.start(
                new Server.Launch(
                        "peer",
                        peers.directory(),
                        List.of(
                                "bash",
                                peers.script("booking-peer/run.sh").toString(),
                                Integer.toString(ports.frontDoor())),
                        environment,
                        ports.frontDoor(),
                        "/health"),
                work.resolve("peer.log"));
    }

    /**
     * @param jvm flags
     * @param pool connections for callers
     */
    Server ours(List<String> jvm, int pool) throws IOException {
        var command = ServiceJvm.command(root, "booking-service", jvm, work);
        return Server.start(
                new Server.Launch(
                        "booking-service", root, command, environment(pool), ports.booking(), "/q/health/ready"),
                work.resolve("booking-service.log"));
    }

    /** As in production: no local keys, no local data; only the one key's limit is one that nobody reaches. */
    private Map<String, String> environment(int pool) {
        return Map.ofEntries(
                Map.entry("CARILLON_ENV", "production"),
                Map.entry("CARILLON_BIND", "127.0.0.1"),
                Map.entry("CARILLON_PORT", Integer.toString(ports.booking())),
                Map.entry("CARILLON_SERVICE_SECRET", "bench-service-secret"),
                Map.entry("CARILLON_API_KEYS", "bench:operator:%s:2099-12-31".formatted(sha256(KEY))),
                Map.entry("CARILLON_LIMIT_KEY_PER_SECOND", "1000000"),
                Map.entry("KAFKA_BROKERS", "127.0.0.1:" + ports.kafka()),
                Map.entry("DATABASE_URL", postgres.url("carillon_booking", Database.NAME)),
                Map.entry("JOBS_DATABASE_URL", postgres.url("carillon_jobs", Database.NAME)),
                Map.entry("MIGRATE_DATABASE_URL", postgres.url("carillon_migrate", Database.NAME)),
                Map.entry("DB_POOL_MAX", Integer.toString(pool)));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Path work() {
        return work;
    }

    @Override
    public void close() throws IOException {
        kafka.stop();
        postgres.close();
    }
}
