package io.carillon.stack.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The servers of one installation: Kafka, the platform's PostgreSQL, alerting's own PostgreSQL, Redis. */
public final class Servers implements AutoCloseable {

    /** The platform's database on the main server. */
    public static final String MAIN_DATABASE = "carillon";
    /** Alerting's database on its own server. */
    public static final String ALERTING_DATABASE = "carillon_alerting";

    private final Ports ports;
    private final LocalServer kafka;
    private final LocalServer postgres;
    private final LocalServer alertingPostgres;
    private final LocalServer redis;

    /**
     * @param data the servers' data, kept from one start to the next
     * @param logs one file a server
     * @param binaries where programs are unpacked, kept from one installation of this checkout to the next
     * @param classPath with which the broker's JVM is started
     */
    public Servers(Ports ports, Path data, Path logs, Path binaries, Pids pids, String classPath) {
        this.ports = ports;
        kafka = new SwitchedServer(
                new KafkaEngine(ports, data.resolve("kafka"), logs.resolve("kafka.log"), classPath), pids);
        postgres = new SwitchedServer(
                new PostgresEngine(
                        "postgres", ports.postgres(), data.resolve("postgres"), logs.resolve("postgres.log"), binaries),
                pids);
        alertingPostgres = new SwitchedServer(
                new PostgresEngine(
                        "alerting-postgres",
                        ports.alertingPostgres(),
                        data.resolve("alerting-postgres"),
                        logs.resolve("alerting-postgres.log"),
                        binaries),
                pids);
        redis = new SwitchedServer(
                new RedisEngine(ports.redis(), data.resolve("redis"), logs.resolve("redis.log")), pids);
    }

    public List<LocalServer> all() {
        return List.of(kafka, postgres, alertingPostgres, redis);
    }

    public Optional<LocalServer> byName(String name) {
        return all().stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /**
     * Starts all at once and returns when each answers.
     *
     * @param started told of each server as it comes up
     * @throws ServerFailure of the first that does not; the others are stopped again
     */
    public void start(Consumer<LocalServer> started) {
        try {
            all().forEach(LocalServer::unpack);
            Parallel.forEach(all(), server -> {
                server.start();
                started.accept(server);
            });
        } catch (ServerFailure e) {
            close();
            throw e;
        }
    }

    /** Makes topics and databases: {@code tenant} is a test module's name, or empty for the platform itself. */
    public void prepare(Optional<String> tenant) {
        var main = tenant.orElse(MAIN_DATABASE);
        var alerting = tenant.orElse(ALERTING_DATABASE);
        var topicPrefix = tenant.map(name -> name + ".").orElse("");
        Parallel.run(List.of(
                () -> new Databases(ports.postgres()).create(main),
                () -> new Databases(ports.alertingPostgres()).create(alerting),
                () -> KafkaTopics.create("127.0.0.1:" + ports.kafka(), topicPrefix)));
    }

    /** Stops all, each in order and all at once. */
    @Override
    public void close() {
        Parallel.forEach(all(), LocalServer::stop);
    }
}
