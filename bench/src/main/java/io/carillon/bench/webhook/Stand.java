package io.carillon.bench.webhook;

import io.carillon.bench.Missing;
import io.carillon.bench.Peers;
import io.carillon.bench.PrivatePostgres;
import io.carillon.bench.Server;
import io.carillon.bench.ServiceJvm;
import io.carillon.bench.Shell;
import io.carillon.events.Topic;
import io.carillon.stack.server.Databases;
import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.KafkaTopics;
import io.carillon.stack.server.Ports;
import io.carillon.stack.server.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a run stands on: one Redis, one Kafka and one PostgreSQL, started by the peers' own script and so with their
 * settings, and how peer and service are started on them. What the script starts is no child of ours: {@link
 * #close} ends it.
 */
final class Stand implements AutoCloseable {

    /** What the service stores in. */
    static final List<String> OUR_STORES = List.of("redis", "kafka", "postgres");

    /** What BullMQ stores in. */
    static final List<String> PEERS_STORES = List.of("redis");

    private static final List<String> SERVERS = List.of("redis", "kafka");

    private final Path root;
    private final Path work;
    private final Peers peers;
    private final Ports ports;
    private @Nullable PrivatePostgres postgres;
    private final Map<String, ProcessHandle> stores = new LinkedHashMap<>();

    private Stand(Path root, Path work, Peers peers, Ports ports) {
        this.root = root;
        this.work = work;
        this.peers = peers;
        this.ports = ports;
    }

    /** @param work for data and logs; what a former run left there is deleted, except the broker's jars */
    static Stand start(Path root, Path work, Peers peers) throws IOException {
        Files.createDirectories(work);
        var stand = new Stand(root, work, peers, Ports.free(new SplittableRandom()));
        stand.removeData();
        Files.createDirectories(work.resolve("posts"));
        var complete = false;
        try {
            for (var server : SERVERS) {
                stand.script("up.sh", server);
                stand.stores.put(server, stand.process(server));
            }
            KafkaTopics.create(stand.brokers(), "");
            var postgres = PrivatePostgres.start(peers, work.resolve("postgres"), stand.ports.postgres());
            stand.postgres = postgres;
            new Databases(postgres.port()).create(Servers.MAIN_DATABASE);
            stand.stores.put("postgres", postgres.process());
            complete = true;
            return stand;
        } finally {
            if (!complete) {
                stand.close();
            }
        }
    }

    private void script(String name, String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of("bash", peers.script("infra/" + name).toString()));
        command.addAll(List.of(arguments));
        Shell.run(peers.directory(), environment(), command);
    }

    private ProcessHandle process(String server) throws IOException {
        var pid = Files.readString(work.resolve("run").resolve(server + ".pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow(() -> new Missing(server + " ended at once"));
    }

    /** What the peers' scripts and programs are told; {@code java} is the one that runs this. */
    private Map<String, String> environment() {
        var java = Path.of(System.getProperty("java.home"), "bin");
        return Map.of(
                "PB", work.toString(),
                "PATH", java + ":" + System.getenv().getOrDefault("PATH", ""),
                "REDIS_PORT", Integer.toString(ports.redis()),
                "KAFKA_PORT", Integer.toString(kafkaPort()),
                "REDIS_URL", "redis://127.0.0.1:%d/0".formatted(ports.redis()),
                "TWILIO_AUTH_TOKEN", SignedPosts.TOKEN,
                "PUBLIC_URL", SignedPosts.PUBLIC_URL);
    }

    private String brokers() {
        return "127.0.0.1:" + kafkaPort();
    }

    /** The script takes the port after it for the controller: that one is free here as well. */
    private int kafkaPort() {
        return ports.standIns();
    }

    /** @param name one of {@link #OUR_STORES} */
    ProcessHandle store(String name) {
        var store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("no server is called " + name);
        }
        return store;
    }

    /** @param workers processes of its cluster; 0 for one process without */
    Server peer(int workers) throws IOException {
        var port = workers == 0 ? ports.frontDoor() : ports.booking();
        var environment = new HashMap<>(environment());
        environment.putAll(Map.of("QUEUE", "bullmq", "WORKERS", Integer.toString(workers)));
        return Server.start(
                new Server.Launch(
                        workers == 0 ? "peer" : "peer, cluster",
                        peers.directory(),
                        List.of("bash", peers.script("webhook-peer/run.sh").toString(), Integer.toString(port)),
                        environment,
                        port,
                        "/health"),
                work.resolve("peer-%d.log".formatted(workers)));
    }

    /** The service as it answers and records, and leaves what callbacks lead to to others, as the peer does. */
    Server ours(List<String> jvm) throws IOException {
        return ours("webhook-service", jvm, Map.of("CARILLON_DELIVERY_WORK", "false"));
    }

    /** The service as it also works callbacks off: those of topics of its own, so that it has none of the other's to do. */
    Server oursDelivering(List<String> jvm) throws IOException {
        var topics = "delivering-";
        KafkaTopics.create(brokers(), topics);
        return ours("webhook-service, delivering", jvm, Map.of("CARILLON_TOPIC_PREFIX", topics));
    }

    private Server ours(String name, List<String> jvm, Map<String, String> more) throws IOException {
        var environment = new HashMap<>(service());
        environment.putAll(more);
        return Server.start(
                new Server.Launch(
                        name,
                        root,
                        ServiceJvm.command(root, "webhook-service", jvm, work),
                        environment,
                        ports.webhook(),
                        "/q/health/ready"),
                work.resolve(name.replaceAll("[^a-z]+", "-") + ".log"));
    }

    /** As in production: no local locks. */
    private Map<String, String> service() {
        return Map.ofEntries(
                Map.entry("CARILLON_ENV", "production"),
                Map.entry("CARILLON_BIND", "127.0.0.1"),
                Map.entry("CARILLON_PORT", Integer.toString(ports.webhook())),
                Map.entry("CARILLON_SERVICE_SECRET", "bench-service-secret"),
                Map.entry("CARILLON_SPOOL_DIR", work.resolve("spool").toString()),
                Map.entry("KAFKA_BROKERS", brokers()),
                Map.entry("REDIS_URL", "redis://127.0.0.1:" + ports.redis()),
                Map.entry("DATABASE_URL", database("carillon_webhook")),
                Map.entry("JOBS_DATABASE_URL", database("carillon_jobs")),
                Map.entry("MIGRATE_DATABASE_URL", database("carillon_migrate")),
                Map.entry("PUBLIC_BASE_URL", SignedPosts.PUBLIC_URL),
                Map.entry("TWILIO_AUTH_TOKEN", SignedPosts.TOKEN),
                Map.entry("VAPI_SERVER_SECRET", "bench-vapi-secret"));
    }

    private String database(String role) {
        return "postgresql://%s:dev@127.0.0.1:%d/%s".formatted(role, ports.postgres(), Servers.MAIN_DATABASE);
    }

    /** Empties Redis, in which the peer's jobs pile up: nobody works on them. */
    void forget() throws IOException {
        try (var redis = new Socket(InetAddress.getLoopbackAddress(), ports.redis())) {
            redis.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = redis.getInputStream().readNBytes("+OK\r\n".length());
            if (answer.length == 0 || answer[0] != '+') {
                throw new IOException("Redis was not emptied");
            }
        }
    }

    /** Events on the topic of callbacks. */
    long recorded() throws IOException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers()))) {
            var topic = Topic.CALLS.name("");
            var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(described -> described.partitions().size())
                    .sum();
            var wanted = IntStream.range(0, partitions)
                    .boxed()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
            return admin.listOffsets(wanted).all().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not say how many events there are", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    Path work() {
        return work;
    }

    @Override
    public void close() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
        script("down.sh", SERVERS.toArray(String[]::new));
        removeData();
    }

    /** Logs and the broker's jars stay. */
    private void removeData() throws IOException {
        for (var data : List.of("redis", "kafka/data", "postgres", "spool", "posts")) {
            DirectoryTree.delete(work.resolve(data));
        }
    }
}
