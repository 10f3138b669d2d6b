package io.carillon.bench.webhook;

import io.carillon.bench.Peers;
import io.carillon.bench.Programs;
import io.carillon.bench.Report;
import io.carillon.bench.Server;
import io.carillon.bench.SideBySide;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./carillon bench webhook}. Ends with 0 when every target was met, with 3 when one was not. */
@Command(
        name = "webhook",
        description = "Measures webhook-service against the BullMQ peer on one Redis and one Kafka.",
        mixinStandardHelpOptions = true)
public final class WebhookCommand extends SideBySide {

    private static final String PEER = "webhook-peer";

    @Option(names = "--rounds", defaultValue = "5", description = "rounds (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "each measured run (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--open", defaultValue = "6", description = "each run at a fixed rate (default ${DEFAULT-VALUE})")
    private int open;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "seconds before the first (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--again", defaultValue = "4", description = "seconds before each later (default ${DEFAULT-VALUE})")
    private int again;

    @Option(names = "--connections", defaultValue = "64", description = "of the driver (default ${DEFAULT-VALUE})")
    private int connections;

    public WebhookCommand(Path root, Clock clock) {
        super("webhook", "Figures of issue 4", PEER, root, clock);
    }

    @Override
    protected Outcome measured(Path found, String searched) throws IOException, SQLException {
        var wrk = wrk(searched);
        var home = root().resolve("bench/target/webhook");
        var peers = Peers.copied(found, home.resolve("peers"), PEER);
        progress().say("starting Redis and Kafka (the first time its jars are fetched)");
        var stand = Stand.start(root(), home.resolve("run"), peers);
        var end = new Thread(() -> closed(stand), "end");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            var figures = figures(wrk, peers, stand);
            return new Outcome(figures.targets(), WebhookReport.of(figures));
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
            closed(stand);
            progress().say("stopped; logs stay in %s", stand.work());
        }
    }

    private static Path wrk(String searched) {
        var needed = new LinkedHashMap<String, Optional<Path>>();
        var wrk = Programs.find("wrk", searched);
        needed.put("wrk (apt-get install wrk)", wrk);
        needed.put("redis-server (apt-get install redis-server)", Programs.find("redis-server", searched));
        needed.put("redis-cli (apt-get install redis-tools)", Programs.find("redis-cli", searched));
        needed.put("npm and node, 20 or newer (nodejs.org)", Programs.find("npm", searched));
        needed.put("psql and a PostgreSQL server (apt-get install postgresql)", Programs.find("psql", searched));
        needed.put("mvn, for the broker's jars (apt-get install maven)", Programs.find("mvn", searched));
        Programs.require(needed);
        return wrk.orElseThrow();
    }

    private Figures figures(Path wrk, Peers peers, Stand stand) throws IOException, SQLException {
        var options = new Rounds.Options(
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(open),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(again),
                connections);
        var posts = new SignedPosts(clock().instant().getEpochSecond());
        var each = new Rounds(options, wrk, peers, stand, posts, progress());
        var jvm = trained(stand.work(), flags -> {
            try (var learning = stand.ours(flags)) {
                Admission.check(learning, posts);
                each.train(learning);
            }
        });
        progress().say("peer: installing its packages, starting");
        stand.peer(0).close();
        var starts = new ArrayList<String>();
        var all = new ArrayList<Round>();
        try (var single = started(stand.peer(0), posts, starts);
                var cluster = started(stand.peer(2), posts, starts);
                var ours = started(stand.ours(jvm), posts, starts)) {
            progress().say("started: %s", String.join("; ", starts));
            var contenders = new Rounds.Contenders(single, cluster, ours);
            for (int round = 1; round <= rounds; round++) {
                all.add(each.round(round, contenders));
            }
        }
        var delivering = new ArrayList<Run>();
        try (var ours = stand.oursDelivering(jvm)) {
            for (int round = 1; round <= rounds; round++) {
                delivering.add(each.delivering(round, ours));
            }
        }
        return new Figures(jvm, options, starts, all, delivering);
    }

    /** Lets in what is signed, keeps out what is not; how soon it first answered is told. */
    private static Server started(Server server, SignedPosts posts, List<String> starts) throws IOException {
        var first = Admission.check(server, posts);
        starts.add("%s ready after %s, first callback answered %d ms later"
                .formatted(server.name(), Report.seconds(server.startUp()), first.toMillis()));
        return server;
    }

    /** Also on Ctrl-C: Redis and Kafka are no children that would end by themselves. */
    private static void closed(Stand stand) {
        try {
            stand.close();
        } catch (IOException e) {
            System.err.println("Redis or Kafka did not stop, or data could not be removed: " + e.getMessage());
        }
    }
}
