package io.carillon.bench.booking;

import io.carillon.bench.CpuTime;
import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import io.carillon.bench.OpenLoop;
import io.carillon.bench.Peers;
import io.carillon.bench.Progress;
import io.carillon.bench.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/** Drives peer, service and pgbench in turn, each booking slots that nobody has had before. */
final class Rounds {

    /** A generous guess at what the fastest could take; requests are written to a file beforehand. */
    /** A peer's requests for each of which one may fail. */
    private static final int PEERS_ERRORS = 1_000;

    private static final int MOST_PER_SECOND = 6_000;

    static final int AVAILABILITY_CONNECTIONS = 4;

    /** Connections that ask at a fixed rate. */
    static final int CALLERS = 8;

    private static final String AVAILABILITY =
            "/api/availability?doctorId=doc-busy&days=30&durationMinutes=60&limit=200";

    /** Answered without a look at the tables: what the machine itself makes callers wait. */
    private static final String NOTHING = "/health";

    private static final String KEY = "X-API-Key: " + Stand.KEY;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(60);

    private final Options options;
    private final Toolbox tools;
    private final Peers peers;
    private final Stand stand;
    private final Database database;
    private final Slots slots;
    private final RequestFile requests;
    private final Progress progress;
    private long next = Slots.FIRST;

    /**
     * @param rounds how often
     * @param length of each measured run
     * @param warmUp before the first
     * @param again before every later one
     * @param connections of the driver
     * @param pool connections of the service, clients of pgbench
     */
    record Options(int rounds, Duration length, Duration warmUp, Duration again, int connections, int pool) {}

    Rounds(
            Options options,
            Toolbox tools,
            Peers peers,
            Stand stand,
            Database database,
            Slots slots,
            Progress progress) {
        this.options = options;
        this.tools = tools;
        this.peers = peers;
        this.stand = stand;
        this.database = database;
        this.slots = slots;
        this.requests = new RequestFile(slots, new SplittableRandom(3));
        this.progress = progress;
    }

    /** @param emptied whether what was booked before is taken away first */
    Round round(int number, Server peer, Server ours, boolean emptied) throws IOException, SQLException {
        var warmUp = number == 1 ? options.warmUp() : options.again();
        var warm = bodies(warmUp);
        var measured = bodies(options.length());
        var peerRun = peer(number, peer, warmUp, warm, measured, emptied);
        var before = emptied ? emptiedOurs() : database.appointments();
        var warmed = ours(ours, warmUp, warm);
        StatementUse.forget(stand.postgres());
        var oursRun = oursMeasured(number, ours, measured);
        var serviceUse =
                StatementUse.of(stand.postgres(), Database.NAME, oursRun.load().created());
        agrees(before, warmed.created() + oursRun.load().created());
        var availability = availability(number, ours);
        var pgbench = pgbench(number, emptied);
        var pgbenchUse = StatementUse.of(stand.postgres(), Database.COPY, pgbench.transactions());
        return new Round(peerRun, oursRun, pgbench, availability, serviceUse, pgbenchUse);
    }

    /** As long as the warm-up, by the same requests; leaves nothing behind. */
    void train(Server ours) throws IOException, SQLException {
        ours(ours, options.warmUp(), bodies(options.warmUp()));
        askForTimes(ours, options.warmUp().dividedBy(2));
        emptiedOurs();
    }

    private List<String> bodies(Duration length) {
        var count = Math.toIntExact(MOST_PER_SECOND * length.toSeconds());
        var bodies = requests.bodies(next, count);
        next += count;
        return bodies;
    }

    private Run peer(
            int number, Server peer, Duration warmUp, List<String> warm, List<String> measured, boolean emptied)
            throws IOException, SQLException {
        if (emptied) {
            try (var connection = stand.postgres().connect("peer")) {
                Sql.run(connection, "truncate appointments");
            }
        }
        database.settle("peer");
        peers("peer, warm-up", drive(peer, warmUp, write(peer, warm, false)));
        var file = write(peer, measured, false);
        checkpoint();
        var cpu = CpuTime.ofTree(peer.process().toHandle());
        var postgres = CpuTime.ofTree(stand.postgres().process());
        var load = peers("peer", drive(peer, options.length(), file));
        var run = new Run(
                load,
                CpuTime.ofTree(peer.process().toHandle()).minus(cpu),
                CpuTime.ofTree(stand.postgres().process()).minus(postgres),
                Duration.ZERO,
                Footprint.ofTree("peer", peer.process().toHandle()),
                0);
        said(number, "peer", run);
        return run;
    }

    private long emptiedOurs() throws SQLException {
        drained();
        database.empty(Database.NAME);
        return 0;
    }

    private Load ours(Server ours, Duration warmUp, List<String> warm) throws IOException, SQLException {
        var load = verified("booking-service, warm-up", drive(ours, warmUp, write(ours, warm, true)));
        drained();
        return load;
    }

    private Run oursMeasured(int number, Server ours, List<String> measured) throws IOException, SQLException {
        var file = write(ours, measured, true);
        checkpoint();
        var service = ours.process().toHandle();
        var cpu = CpuTime.ofTree(service);
        var postgres = CpuTime.ofTree(stand.postgres().process());
        var kafka = CpuTime.ofTree(stand.kafka());
        var load = verified("booking-service", drive(ours, options.length(), file));
        var backlog = database.waiting();
        drained();
        var run = new Run(
                load,
                CpuTime.ofTree(service).minus(cpu),
                CpuTime.ofTree(stand.postgres().process()).minus(postgres),
                CpuTime.ofTree(stand.kafka()).minus(kafka),
                Footprint.ofTree("booking-service", service),
                backlog);
        said(number, "booking-service", run);
        return run;
    }

    Availability availability(int number, Server ours) throws IOException {
        var length = options.length().dividedBy(2).plusSeconds(1);
        askForTimes(ours, length);
        var full = askForTimes(ours, length);
        if (full.errors() > 0 || full.conflicts() > 0) {
            throw new IllegalStateException("availability: not a valid run: " + full);
        }
        var rate = full.perSecond() / 2;
        var half = atRate(ours, AVAILABILITY, rate, length);
        var nothing = atRate(ours, NOTHING, rate, length);
        progress.say(
                "round %d  availability     %7.0f/s  p50 %.1f ms  p99 %.1f ms; at %.0f/s  p50 %.1f ms  p99 %.1f ms, of nothing %.1f ms",
                number,
                full.perSecond(),
                full.median().toNanos() / 1e6,
                full.p99().toNanos() / 1e6,
                rate,
                half.p50Millis(),
                half.p99Millis(),
                nothing.p99Millis());
        return new Availability(full, half, nothing);
    }

    private static OpenLoop.Seen atRate(Server ours, String path, double rate, Duration length) throws IOException {
        var question = RequestFile.get(ours.authority(), KEY, path).getBytes(StandardCharsets.US_ASCII);
        return OpenLoop.drive(
                        ours.port(),
                        Collections.nCopies((int) (rate * length.toSeconds()), question),
                        rate,
                        CALLERS,
                        answer -> answer.startsWith("HTTP/1.1 200 "))
                .verified(path);
    }

    private Load askForTimes(Server ours, Duration length) throws IOException {
        var file = RequestFile.get(stand.work().resolve("availability.bin"), ours.authority(), KEY, AVAILABILITY);
        return drive(ours, AVAILABILITY_CONNECTIONS, length, file);
    }

    private Pgbench pgbench(int number, boolean emptied) throws IOException, SQLException {
        if (emptied) {
            database.empty(Database.COPY);
        }
        var version = database.scheduleVersion();
        Pgbench.run(tools, stand.postgres(), stand.work(), slots, next, version, options.pool(), options.again())
                .verified();
        next += MOST_PER_SECOND * options.again().toSeconds();
        checkpoint();
        StatementUse.forget(stand.postgres());
        var run = Pgbench.run(
                        tools, stand.postgres(), stand.work(), slots, next, version, options.pool(), options.length())
                .verified();
        next += MOST_PER_SECOND * options.length().toSeconds();
        progress.say("round %d  pgbench          %7.0f/s", number, run.perSecond());
        return run;
    }

    /** Every booking that was answered 201 is in the tables, with its claim; the last answers may not have been seen. */
    private void agrees(long before, long created) throws SQLException {
        var rows = database.appointments() - before;
        var claims = database.takenClaims() - before;
        if (rows < created || rows > created + 2L * options.connections() || claims != rows) {
            throw new IllegalStateException("%d bookings were answered 201, but there are %d appointments and %d claims"
                    .formatted(created, rows, claims));
        }
    }

    void drained() {
        Awaitility.await("outbox empty").atMost(DRAIN_LIMIT).until(() -> database.waiting() == 0);
    }

    private void checkpoint() throws SQLException {
        try (var connection = stand.postgres().connect("postgres")) {
            Sql.run(connection, "checkpoint");
        }
    }

    private Path write(Server server, List<String> bodies, boolean ours) throws IOException {
        return requests.write(
                stand.work().resolve("bookings.bin"),
                server.authority(),
                ours ? List.of(KEY) : List.of(),
                ours,
                bodies);
    }

    private Load drive(Server server, Duration length, Path file) throws IOException {
        return drive(server, options.connections(), length, file);
    }

    private Load drive(Server server, int connections, Duration length, Path file) throws IOException {
        return Load.drive(tools.wrk(), peers, file, server.authority(), connections, length);
    }

    /** @throws IllegalStateException when an answer was neither 201 nor a 409 that had to be */
    static Load verified(String who, Load load) {
        return verified(who, load, 0);
    }

    /** A peer may fail now and then, which is its own fault and no reason to throw away everybody's rounds. */
    static Load peers(String who, Load load) {
        return verified(who, load, load.requests() / PEERS_ERRORS);
    }

    private static Load verified(String who, Load load, long errors) {
        var share = 100.0 * load.conflicts() / Math.max(1, load.requests());
        if (load.errors() > errors
                || load.repeated() > 0
                || load.created() == 0
                || Math.abs(share - RequestFile.OVERLAPS_PERCENT) > 1.5) {
            throw new IllegalStateException(
                    "%s: not a valid run: %s; expected 201, and 409 for %d %% of the requests, and nothing else"
                            .formatted(who, load, RequestFile.OVERLAPS_PERCENT));
        }
        return load;
    }

    /** A few bookings and questions, for their plans. */
    void sample(Server ours) throws IOException {
        var second = Duration.ofSeconds(2);
        drive(ours, 2, second, write(ours, bodies(second), true));
        drive(
                ours,
                2,
                second,
                RequestFile.get(stand.work().resolve("availability.bin"), ours.authority(), KEY, AVAILABILITY));
    }

    private void said(int number, String name, Run run) {
        progress.say(
                "round %d  %-15s  %7.0f/s  p50 %.1f ms  p99 %.1f ms  201: %d  409: %d  CPU/request: service %.0f µs, PostgreSQL %.0f µs%s",
                number,
                name,
                run.load().perSecond(),
                run.load().median().toNanos() / 1e6,
                run.load().p99().toNanos() / 1e6,
                run.load().created(),
                run.load().conflicts(),
                run.cpuMicros(),
                run.postgresMicros(),
                run.kafka().isZero()
                        ? ""
                        : ", Kafka %.0f µs; RSS %d MiB; %d events waited"
                                .formatted(run.kafkaMicros(), run.memory().rssKib() / 1024, run.backlog()));
    }
}
