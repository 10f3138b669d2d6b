package io.carillon.bench.booking;

import io.carillon.bench.Missing;
import io.carillon.bench.Peers;
import io.carillon.bench.Progress;
import io.carillon.bench.Report;
import io.carillon.bench.Server;
import io.carillon.bench.ServiceJvm;
import io.carillon.bench.Surroundings;
import io.carillon.bench.Target;
import io.carillon.stack.server.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./carillon bench booking}. Ends with 0 when every target was met, with 3 when one was not. */
@Command(
        name = "booking",
        description = "Measures booking-service against the booking peer and against pgbench on one PostgreSQL server.",
        mixinStandardHelpOptions = true)
public final class BookingCommand implements Callable<Integer> {

    private static final int MISSING = 2;
    private static final int NOT_MET = 3;
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
            names = "--jvm",
            defaultValue = ServiceJvm.FLAGS,
            description = "the service's flags (default ${DEFAULT-VALUE})")
    private String jvm = ServiceJvm.FLAGS;

    @Option(
            names = "--million-rounds",
            defaultValue = "3",
            description = "rounds with a million appointments, 0 for none (default ${DEFAULT-VALUE})")
    private int millionRounds;

    @Option(names = "--write", paramLabel = "FILE", description = "also writes the page there")
    private Optional<Path> file = Optional.empty();

    private final Path root;
    private final Surroundings surroundings;
    private final Clock clock;
    private final Progress progress = new Progress(System.out);
    private final List<String> neighbours = new ArrayList<>();

    public BookingCommand(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
        this.surroundings = new Surroundings(root, clock);
    }

    @Override
    public Integer call() throws IOException, SQLException {
        try {
            return measured();
        } catch (Missing e) {
            System.err.println("carillon bench booking: " + e.getMessage());
            return MISSING;
        }
    }

    private int measured() throws IOException, SQLException {
        var tools = Toolbox.find(System.getenv().getOrDefault("PATH", ""));
        var found = Peers.find(root, System.getenv(), PEER);
        if (!System.getProperty("user.name", "").equals("root")) {
            throw new Missing("the peers' script starts PostgreSQL as user postgres: run this as root");
        }
        var home = root.resolve("bench/target/booking");
        look("before");
        var peers = Peers.copied(found, home.resolve("peers"), PEER);
        var options = new Rounds.Options(
                rounds,
                Duration.ofSeconds(seconds),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(again),
                connections,
                pool);
        progress.say("starting PostgreSQL and Kafka");
        var work = home.resolve("run");
        try (var stand = Stand.start(root, work, peers)) {
            var end = new Thread(() -> closed(stand), "end");
            Runtime.getRuntime().addShutdownHook(end);
            var figures = figures(tools, peers, stand, options);
            look("after");
            print(figures);
            Runtime.getRuntime().removeShutdownHook(end);
            return Targets.of(figures).stream().allMatch(Target::met) ? 0 : NOT_MET;
        } finally {
            removeData(work);
            progress.say("stopped; logs stay in %s", work);
        }
    }

    private Figures figures(Toolbox tools, Peers peers, Stand stand, Rounds.Options options)
            throws IOException, SQLException {
        var slots = Slots.after(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        var database = new Database(stand.postgres(), slots.firstDay());
        prepare(stand, database);
        var each = new Rounds(options, tools, peers, stand, database, slots, progress);
        var starts = new ArrayList<String>();
        var small = new ArrayList<Round>();
        try (var peer = stand.peer(false)) {
            starts.add("peer " + Report.seconds(peer.startUp()));
            try (var ours = stand.ours(flags(), pool)) {
                starts.add("booking-service " + Report.seconds(ours.startUp()));
                progress.say("started: %s", String.join(", ", starts));
                for (int round = 1; round <= rounds; round++) {
                    small.add(each.round(round, peer, ours, true));
                }
                each.drained();
            }
            return millionRounds == 0
                    ? new Figures(flags(), options, starts, small, List.of(), new Plans(Map.of()), List.of())
                    : withMillion(
                            stand,
                            database,
                            each,
                            peer,
                            new Figures(flags(), options, starts, small, List.of(), new Plans(Map.of()), List.of()));
        }
    }

    /** The first start of each makes its tables; seeding is done while neither runs. */
    private void prepare(Stand stand, Database database) throws IOException, SQLException {
        progress.say("peer: installing its packages (npm ci), making its tables");
        stand.peer(true).close();
        progress.say("booking-service: migrating");
        database.create();
        stand.ours(flags(), pool).close();
        progress.say("seeding 1,000 doctors and 200,000 patients");
        database.seed();
        database.copy();
    }

    private Figures withMillion(Stand stand, Database database, Rounds each, Server peer, Figures small)
            throws IOException, SQLException {
        progress.say("filling in a million appointments");
        database.empty(Database.NAME);
        database.fillWithMillion();
        database.copy();
        try (var connection = stand.postgres().connect("peer")) {
            Sql.run(connection, "truncate appointments");
        }
        database.fillPeerWithMillion();
        progress.say("filled; starting booking-service again");
        var million = new ArrayList<Round>();
        try (var ours = stand.ours(flags(), pool)) {
            for (int round = 1; round <= millionRounds; round++) {
                million.add(each.round(round, peer, ours, false));
            }
            progress.say("writing down plans");
            var plans = Plans.during(stand.postgres(), () -> each.sample(ours));
            return new Figures(
                    small.jvm(), small.options(), small.starts(), small.small(), million, plans, database.large());
        }
    }

    private void print(Figures figures) throws IOException {
        var page =
                "# Figures of issue 3\n\n" + Report.surroundings(surroundings, neighbours) + BookingReport.of(figures);
        System.out.println(page);
        if (file.isPresent()) {
            Files.createDirectories(file.get().toAbsolutePath().getParent());
            Files.writeString(file.get(), page);
        }
    }

    private List<String> flags() {
        return ServiceJvm.flags(jvm);
    }

    private void look(String when) {
        neighbours.add(when + ": " + surroundings.neighbours());
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
