package io.carillon.bench.webhook;

import io.carillon.bench.MarkdownTable;
import io.carillon.bench.OpenLoop;
import io.carillon.bench.Target;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The page of figures of issue 4. */
final class WebhookReport {

    private static final double KIB = 1024.0;

    private WebhookReport() {}

    static String of(Figures figures) {
        return how(figures) + "\n" + Target.table(figures.targets()) + "\n" + closed(figures) + "\n" + open(figures);
    }

    private static String how(Figures figures) {
        var options = figures.options();
        return """
                - Driver: wrk, %d connections, %d s a run after %d s of warm-up (%d s before later rounds); at a fixed rate %d s a
                  run, the same number of connections, times from when a request was meant to be sent
                - Each request is a callback of 23 fields with its own CallSid and signature; both sides check it, and answer
                  TwiML after the event was durable: a BullMQ job in Redis, or an event that Kafka has acknowledged (counted
                  there after each round)
                - Peer: webhook-peer, `QUEUE=bullmq`, as one process and as a cluster of two, after `npm ci`; of the two the
                  better one counts, for CPU the one that uses less
                - Redis (appendonly) and Kafka by the peers' script, the same for all; emptied of jobs before each run
                - webhook-service with `carillon.delivery.work=false`: it answers, records and keeps answer and session, as the peer
                  takes jobs that nobody works on. "Delivering", after the rounds, it reads the events as well and writes what
                  they lead to, a row of the delivery log and one of the call log for each, while it answers
                - Service: `CARILLON_ENV=production`, JVM `%s`
                - Start: %s
                - CPU: processor time of the processes, service and stores, from /proc, divided by requests
                """.formatted(
                        options.connections(),
                        options.length().toSeconds(),
                        options.warmUp().toSeconds(),
                        options.again().toSeconds(),
                        options.open().toSeconds(),
                        String.join(" ", figures.jvm()),
                        String.join("; ", figures.starts()));
    }

    private static String closed(Figures figures) {
        var table = new MarkdownTable(
                "As fast as it goes, median [range] of %d rounds"
                        .formatted(figures.rounds().size()),
                "webhook-service",
                "peer",
                "peer, cluster",
                "webhook-service, delivering");
        row(table, "requests/s", figures, run -> run.load().createdPerSecond(), 0);
        row(table, "answer p50, ms", figures, run -> run.load().median().toNanos() / 1e6, 1);
        row(table, "answer p99, ms", figures, Run::p99Millis, 1);
        row(table, "CPU a request, together, µs", figures, Run::micros, 0);
        row(table, "CPU of the service, µs", figures, Run::serviceMicros, 0);
        stores(figures)
                .forEach(store ->
                        row(table, "CPU of %s, µs".formatted(store), figures, run -> run.storeMicros(store), 0));
        row(table, "RSS of the service, MiB", figures, run -> run.memory().rssKib() / KIB, 0);
        row(table, "PSS of the service, MiB", figures, run -> run.memory().pssKib() / KIB, 0);
        return table.toString();
    }

    private static Stream<String> stores(Figures figures) {
        return figures.rounds().getFirst().ours().stores().keySet().stream();
    }

    private static void row(
            MarkdownTable table, String what, Figures figures, ToDoubleFunction<Run> figure, int digits) {
        table.row(
                what,
                figures.of(round -> figure.applyAsDouble(round.ours())).shown(digits),
                figures.of(round -> figure.applyAsDouble(round.single())).shown(digits),
                figures.of(round -> figure.applyAsDouble(round.cluster())).shown(digits),
                figures.ofDelivering(figure).shown(digits));
    }

    private static String open(Figures figures) {
        var table = new MarkdownTable("At a fixed rate", "requests/s", "p50, ms", "p99, ms", "greatest, ms");
        open(table, "webhook-service, half of what it can", figures, Round::half);
        open(table, "webhook-service, at the peer's rate", figures, Round::equal);
        open(table, "the better peer", figures, Round::peerEqual);
        return table.toString();
    }

    private static void open(MarkdownTable table, String what, Figures figures, Function<Round, OpenLoop.Seen> which) {
        table.row(
                what,
                figures.of(round -> which.apply(round).perSecond()).shown(0),
                figures.of(round -> which.apply(round).times().percentile(50).toNanos() / 1e6)
                        .shown(1),
                figures.of(round -> which.apply(round).p99Millis()).shown(1),
                figures.of(round -> which.apply(round).times().greatest().toNanos() / 1e6)
                        .shown(1));
    }
}
