package io.carillon.stack.launch;

import io.carillon.stack.control.ControlServer;
import io.carillon.stack.door.FrontDoor;
import io.carillon.stack.door.Routes;
import io.carillon.stack.server.Parallel;
import io.carillon.stack.server.Pids;
import io.carillon.stack.server.Ports;
import io.carillon.stack.server.ServerFailure;
import io.carillon.stack.server.Servers;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The whole platform on this machine: servers, stand-ins, five services, front door, started and stopped in that order. */
final class Platform implements AutoCloseable {

    private final Installation installation;
    private final Progress progress;
    private final DataLock lock;
    private final Vertx vertx = Vertx.vertx();
    private final Pids pids;
    private final Servers servers;
    private final Replicas replicas;
    private final FrontDoor door;
    private volatile boolean started;
    private boolean closed;

    /** Claims the data directory and ends what a killed launcher has left in it. Starts nothing. */
    Platform(Installation installation, Options options, Progress progress, Clock clock) {
        this.installation = installation;
        this.progress = progress;
        requireBuilt(installation);
        var routes = Routes.read(installation.root().resolve("deploy/routes.yaml"), Service.fullNames());
        this.lock = DataLock.take(installation.data());
        this.pids = new Pids(installation.data().resolve("pids"));
        for (var left : pids.sweep()) {
            progress.done("ended " + left + ", left by a launcher that was killed");
        }
        this.servers = new Servers(
                installation.ports(),
                installation.data(),
                installation.logs(),
                installation.root().resolve("target/binaries"),
                pids,
                System.getProperty("java.class.path"));
        this.replicas = new Replicas(replicas(options, clock));
        this.door = new FrontDoor(vertx, routes, replicas);
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws ServerFailure in one line; what had been started is stopped by {@link #close()}
     */
    void start() {
        requirePorts();
        started = true;
        servers.start(server -> progress.done("%-18s on port %d".formatted(server.name(), server.port())));
        servers.prepare(Optional.empty());
        progress.done("topics, databases and roles");
        new ControlServer(vertx, servers, replicas).listen(installation.ports());
        progress.done(
                "%-18s on port %d".formatted("stand-ins", installation.ports().standIns()));
        Parallel.forEach(replicas.all(), replica -> {
            replica.start();
            progress.done("%-18s ready on port %d".formatted(replica.name(), replica.port()));
        });
        door.listen("127.0.0.1", installation.ports().frontDoor());
        progress.done(
                "%-18s on port %d".formatted("front door", installation.ports().frontDoor()));
    }

    /**
     * The door first, so that nobody is let in to services that are going; the stand-ins after who asks them; the servers last. A second caller waits for the
     * first: the JVM ends with its shutdown hook, and that must not be early.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        door.close();
        Parallel.forEach(replicas.all(), Replica::stop);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        servers.close();
        if (started) {
            progress.done("all stopped");
        }
        lock.close();
    }

    private List<Replica> replicas(Options options, Clock clock) {
        var environment = new ServiceEnvironment(installation, options);
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var all = new ArrayList<Replica>();
        for (var service : Service.values()) {
            for (int number = 0; number < options.replicasOf(service); number++) {
                var port = number == 0
                        ? service.port(installation.ports())
                        : Ports.free(RandomGenerator.getDefault()).base();
                all.add(new Replica(
                        service,
                        number,
                        port,
                        installation,
                        options.training(),
                        environment,
                        pids,
                        clock,
                        http,
                        this::reportDeath));
            }
        }
        return all;
    }

    private void reportDeath(Replica replica) {
        progress.done("%s died; its log is %s; ./carillon restart %s starts it again"
                .formatted(
                        replica.name(),
                        installation.shown(replica.log()),
                        replica.service().fullName()));
    }

    private void requirePorts() {
        var ports = installation.ports();
        Ports.requireFree("front door", ports.frontDoor());
        replicas.all().forEach(replica -> Ports.requireFree(replica.service().fullName(), replica.port()));
        Ports.requireFree("stand-ins", ports.standIns());
        Ports.requireFree("smtp", ports.smtp());
        Ports.requireFree("kafka's controller", ports.kafkaController());
        servers.all().forEach(server -> Ports.requireFree(server.name(), server.port()));
    }

    private static void requireBuilt(Installation installation) {
        for (var service : Service.values()) {
            if (!Files.exists(installation.jar(service))) {
                throw new ServerFailure("%s is not built: there is no %s; ./mvnw package -DskipTests makes it"
                        .formatted(service.fullName(), installation.shown(installation.jar(service))));
            }
        }
    }
}
