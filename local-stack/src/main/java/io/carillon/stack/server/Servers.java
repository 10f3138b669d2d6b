package io.carillon.stack.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
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
     * @param classPath with which the broker's JVM is started
     */
    public Servers(Ports ports, Path data, Path logs, Pids pids, String classPath) {
        this.ports = ports;
        kafka = new SwitchedServer(
                new KafkaEngine(ports, data.resolve("kafka"), logs.resolve("kafka.log"), classPath), pids);
        postgres = new SwitchedServer(
                new PostgresEngine(
                        "postgres", ports.postgres(), data.resolve("postgres"), logs.resolve("postgres.log")),
                pids);
        alertingPostgres = new SwitchedServer(
                new PostgresEngine(
                        "alerting-postgres",
                        ports.alertingPostgres(),
                        data.resolve("alerting-postgres"),
                        logs.resolve("alerting-postgres.log")),
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
            inParallel(all().stream()
                    .<Callable<Void>>map(server -> () -> {
                        server.start();
                        started.accept(server);
                        return null;
                    })
                    .toList());
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
        inParallel(List.of(
                run(() -> new Databases(ports.postgres()).create(main)),
                run(() -> new Databases(ports.alertingPostgres()).create(alerting)),
                run(() -> KafkaTopics.create("127.0.0.1:" + ports.kafka(), topicPrefix))));
    }

    /** Stops all, each in order and all at once. */
    @Override
    public void close() {
        inParallel(all().stream().map(server -> run(server::stop)).toList());
    }

    private static Callable<Void> run(Runnable task) {
        return () -> {
            task.run();
            return null;
        };
    }

    private static void inParallel(List<Callable<Void>> tasks) {
        try (var executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("servers-", 0).factory())) {
            for (var result : executor.invokeAll(tasks)) {
                result.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerFailure failure) {
                throw failure;
            }
            throw new ServerFailure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while waiting for the servers", e);
        }
    }
}
