package io.carillon.bench.webhook;

import io.carillon.bench.CpuTime;
import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import io.carillon.bench.OpenLoop;
import io.carillon.bench.Peers;
import io.carillon.bench.Progress;
import io.carillon.bench.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Drives the two variants of the peer and the service in turn. */
final class Rounds {

    /** Of what the better peer reached, in the open loop for both. */
    static final double SHARE_OF_PEER = 0.8;

    /** A generous guess at what the fastest could take; requests are made beforehand. */
    private static final int MOST_PER_SECOND = 15_000;

    /** Of one file of requests: wrk's two threads each hold it in memory. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Options options;
    private final Path wrk;
    private final Peers peers;
    private final Stand stand;
    private final SignedPosts posts;
    private final Progress progress;

    /**
     * @param rounds how often
     * @param length of each measured run in the closed loop
     * @param open length of each run at a fixed rate
     * @param warmUp before the first
     * @param again before every later one
     * @param connections of the driver
     */
    record Options(int rounds, Duration length, Duration open, Duration warmUp, Duration again, int connections) {}

    /** The three that are compared. */
    record Contenders(Server single, Server cluster, Server ours) {}

    Rounds(Options options, Path wrk, Peers peers, Stand stand, SignedPosts posts, Progress progress) {
        this.options = options;
        this.wrk = wrk;
        this.peers = peers;
        this.stand = stand;
        this.posts = posts;
        this.progress = progress;
    }

    Round round(int number, Contenders contenders) throws IOException {
        var warm = warm(number == 1 ? options.warmUp() : options.again());
        var measured = write("posts.bin", options.length());
        var single = closed(number, contenders.single(), Stand.PEERS_STORES, warm, measured);
        var cluster = closed(number, contenders.cluster(), Stand.PEERS_STORES, warm, measured);
        var recorded = stand.recorded();
        var ours = closed(number, contenders.ours(), Stand.OUR_STORES, warm, measured);
        var peer = single.load().createdPerSecond() > cluster.load().createdPerSecond()
                ? contenders.single()
                : contenders.cluster();
        var rate = SHARE_OF_PEER
                * Math.max(single.load().createdPerSecond(), cluster.load().createdPerSecond());
        var half = open(number, contenders.ours(), ours.load().createdPerSecond() / 2);
        var equal = open(number, contenders.ours(), rate);
        durable(recorded, ours.load(), half, equal);
        return new Round(single, cluster, ours, half, open(number, peer, rate), equal);
    }

    /** As long as the warm-up, by the same requests. */
    void train(Server ours) throws IOException {
        for (var part : warm(options.warmUp()).entrySet()) {
            verified(ours.name() + ", training", drive(ours, part.getValue(), part.getKey()));
        }
        stand.forget();
    }

    /** The service alone, with what callbacks lead to: nothing of the peer's does as much. */
    Run delivering(int number, Server ours) throws IOException {
        var warm = warm(number == 1 ? options.warmUp() : options.again());
        return closed(number, ours, Stand.OUR_STORES, warm, write("posts.bin", options.length()));
    }

    /** All get the same requests: each forgets between one and the next, and none knows what another was sent. */
    private Run closed(int number, Server server, List<String> uses, Map<Path, Duration> warm, Path measured)
            throws IOException {
        stand.forget();
        for (var part : warm.entrySet()) {
            verified(server.name() + ", warm-up", drive(server, part.getValue(), part.getKey()));
        }
        var before = times(uses);
        var cpu = CpuTime.ofTree(server.process().toHandle());
        var load = verified(server.name(), drive(server, options.length(), measured));
        var service = CpuTime.ofTree(server.process().toHandle()).minus(cpu);
        var stores = new LinkedHashMap<String, Duration>();
        times(uses).forEach((name, after) -> stores.put(name, after.minus(before.getOrDefault(name, Duration.ZERO))));
        var run = new Run(
                load,
                service,
                stores,
                Footprint.ofTree(server.name(), server.process().toHandle()));
        progress.say(
                "round %d  %-16s %7.0f/s  p50 %.1f ms  p99 %.1f ms  CPU/request %.0f µs: service %.0f, %s; RSS %d MiB",
                number,
                server.name(),
                load.createdPerSecond(),
                load.median().toNanos() / 1e6,
                run.p99Millis(),
                run.micros(),
                run.serviceMicros(),
                shown(run),
                run.memory().rssKib() / 1024);
        return run;
    }

    private static String shown(Run run) {
        var text = new StringBuilder();
        run.stores()
                .keySet()
                .forEach(store -> text.append(text.isEmpty() ? "" : ", ")
                        .append("%s %.0f".formatted(store, run.storeMicros(store))));
        return text.toString();
    }

    private Map<Path, Duration> warm(Duration length) throws IOException {
        var parts = new LinkedHashMap<Path, Duration>();
        for (var left = length; left.isPositive(); left = left.minus(LONGEST)) {
            var part = left.compareTo(LONGEST) < 0 ? left : LONGEST;
            parts.put(write("warm-%d.bin".formatted(parts.size()), part), part);
        }
        return parts;
    }

    private OpenLoop.Seen open(int number, Server server, double perSecond) throws IOException {
        stand.forget();
        var all = posts.posts((int) (perSecond * options.open().toSeconds()));
        var seen = OpenLoop.drive(server.port(), all, perSecond, options.connections(), Rounds::isTwiml)
                .verified(server.name());
        progress.say(
                "round %d  %-16s %7.0f/s  p50 %.1f ms  p99 %.1f ms  (fixed rate)",
                number, server.name(), perSecond, seen.p50Millis(), seen.p99Millis());
        return seen;
    }

    private static boolean isTwiml(String answer) {
        return answer.startsWith("HTTP/1.1 200 ") && answer.contains("<Response");
    }

    private Map<String, Duration> times(List<String> stores) throws IOException {
        var times = new LinkedHashMap<String, Duration>();
        for (var store : stores) {
            times.put(store, CpuTime.ofTree(stand.store(store)));
        }
        return times;
    }

    /** @throws IllegalStateException when an answer was not of class 2xx, or a request was sent twice */
    static Load verified(String who, Load load) {
        if (load.errors() > 0 || load.conflicts() > 0 || load.repeated() > 0 || load.created() == 0) {
            throw new IllegalStateException(
                    "%s: not a valid run: %s; expected 2xx for requests that were all different".formatted(who, load));
        }
        return load;
    }

    /** Every callback that was answered is on Kafka; the last answers of a closed loop may not have been seen. */
    private void durable(long before, Load closed, OpenLoop.Seen... open) throws IOException {
        long answered = closed.created();
        for (var seen : open) {
            answered += seen.times().size();
        }
        long events = stand.recorded() - before;
        if (events < answered) {
            throw new IllegalStateException(
                    "%d callbacks were answered, but there are %d events on Kafka".formatted(answered, events));
        }
    }

    private Path write(String name, Duration length) throws IOException {
        var count = Math.toIntExact(MOST_PER_SECOND * length.toSeconds());
        return posts.write(stand.work().resolve("posts").resolve(name), count);
    }

    private Load drive(Server server, Duration length, Path file) throws IOException {
        return Load.drive(wrk, peers, file, server.authority(), options.connections(), length);
    }
}
