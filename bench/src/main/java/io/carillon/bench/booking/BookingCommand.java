package io.carillon.bench.booking;

import io.carillon.bench.Peers;
import io.carillon.bench.Report;
import io.carillon.bench.Server;
import io.carillon.bench.SideBySide;
import io.carillon.stack.server.DirectoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./carillon bench booking}. Ends with 0 when every target was met, with 3 when one was not. */
@Command(
        name = "booking",
        description = "Measures booking-service against the booking peer and against pgbench on one PostgreSQL server.",
        mixinStandardHelpOptions = true)
public final class BookingCommand extends SideBySide {

    private static final String PEER = "booking-peer";

    @Option(names = "--rounds", defaultValue = "5", description = "rounds (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "each measured run (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "seconds before the first (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--again", defaultValue = "5", description = "seconds before each later (default ${DEFAULT-VALUE})")
    private int again;

    @Option(names = "--connections", defaultValue = "32", description = "of the driver (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--pool",
            defaultValue = "20",
            description = "connections of the service (default ${DEFAULT-VALUE})")
    private int pool;

    @Option(
            names = "--million-rounds",
            defaultValue = "3",
            description = "rounds with a million appointments, 0 for none (default ${DEFAULT-VALUE})")
    private int millionRounds;

    public BookingCommand(Path root, Clock clock) {
        super("booking", "Figures of issue 3", PEER, root, clock);
    }

    @Override
    protected Outcome measured(Path found, String searched) throws IOException, SQLException {
        var tools = Toolbox.find(searched);
        var home = root().resolve("bench/target/booking");
        var peers = Peers.copied(found, home.resolve("peers"), PEER);
        var options = new Rounds.Options(
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(again),
                connections,
                pool);
        progress().say("starting PostgreSQL and Kafka");
        var work = home.resolve("run");
        try (var stand = Stand.start(root(), work, peers)) {
            var end = new Thread(() -> closed(stand), "end");
            Runtime.getRuntime().addShutdownHook(end);
            var figures = figures(tools, peers, stand, options);
            Runtime.getRuntime().removeShutdownHook(end);
            return new Outcome(Targets.of(figures), BookingReport.of(figures));
        } finally {
            removeData(work);
            progress().say("stopped; logs stay in %s", work);
        }
    }

    private Figures figures(Toolbox tools, Peers peers, Stand stand, Rounds.Options options)
            throws IOException, SQLException {
        var slots = Slots.after(LocalDate.ofInstant(clock().instant(), ZoneOffset.UTC));
        var database = new Database(stand.postgres(), slots.firstDay());
        prepare(stand, database);
        var each = new Rounds(options, tools, peers, stand, database, slots, progress());
        var jvm = trained(stand.work(), flags -> {
            try (var learning = stand.ours(flags, pool)) {
                each.train(learning);
            }
        });
        var starts = new ArrayList<String>();
        var small = new ArrayList<Round>();
        try (var peer = stand.peer(false)) {
            starts.add("peer " + Report.seconds(peer.startUp()));
            try (var ours = stand.ours(jvm, pool)) {
                starts.add("booking-service " + Report.seconds(ours.startUp()));
                progress().say("started: %s", String.join(", ", starts));
                for (int round = 1; round <= rounds; round++) {
                    small.add(each.round(round, peer, ours, true));
                }
                each.drained();
            }
            return millionRounds == 0
                    ? new Figures(jvm, options, starts, small, List.of(), new Plans(Map.of()), List.of())
                    : withMillion(
                            stand,
                            database,
                            each,
                            peer,
                            new Figures(jvm, options, starts, small, List.of(), new Plans(Map.of()), List.of()));
        }
    }

    /** The first start of each makes its tables; seeding is done while neither runs. */
    private void prepare(Stand stand, Database database) throws IOException, SQLException {
        progress().say("peer: installing its packages (npm ci), making its tables");
        stand.peer(true).close();
        progress().say("booking-service: migrating");
        database.create();
        stand.ours(flags(), pool).close();
        progress().say("seeding 1,000 doctors and 200,000 patients");
        database.seed();
        database.copy();
    }

    private Figures withMillion(Stand stand, Database database, Rounds each, Server peer, Figures small)
            throws IOException, SQLException {
        progress().say("filling in a million appointments");
        database.empty(Database.NAME);
        database.fillWithMillion();
        database.copy();
        try (var connection = stand.postgres().connect("peer")) {
            Sql.run(connection, "truncate appointments");
        }
        database.fillPeerWithMillion();
        progress().say("filled; starting booking-service again");
        var million = new ArrayList<Round>();
        try (var ours = stand.ours(small.jvm(), pool)) {
            for (int round = 1; round <= millionRounds; round++) {
                million.add(each.round(round, peer, ours, false));
            }
            progress().say("writing down plans");
            var plans = Plans.during(stand.postgres(), () -> each.sample(ours));
            return new Figures(
                    small.jvm(), small.options(), small.starts(), small.small(), million, plans, database.large());
        }
    }

    /** Ctrl-C: children end by themselves, PostgreSQL is not one. */
    private static void closed(Stand stand) {
        try {
            stand.close();
            removeData(stand.work());
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop, or its data could not be removed: " + e.getMessage());
        }
    }

    private static void removeData(Path work) throws IOException {
        DirectoryTree.delete(work.resolve("postgres"));
        DirectoryTree.delete(work.resolve("data"));
    }
}
