package io.carillon.bench.booking;

import io.carillon.bench.MarkdownTable;
import io.carillon.bench.Target;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The page of figures of issue 3. */
final class BookingReport {

    private static final int STATEMENT_SHOWN = 110;

    private BookingReport() {}

    static String of(Figures figures) {
        var page = new StringBuilder(how(figures));
        page.append('\n').append(Target.table(Targets.of(figures)));
        page.append('\n').append(rounds("Median [range] over %d rounds", figures.small()));
        if (!figures.million().isEmpty()) {
            page.append('\n').append(rounds("With a million appointments, %d rounds", figures.million()));
        }
        page.append('\n').append(statements(figures.small().getLast()));
        if (!figures.plans().byStatement().isEmpty()) {
            page.append('\n').append(plans(figures.plans()));
        }
        return page.toString();
    }

    private static String how(Figures figures) {
        var options = figures.options();
        return """
                - Driver: wrk, %d connections, %d s a run after %d s of warm-up (%d s before later rounds); peer, service and
                  pgbench one after the other in each round; 5 %% of the bookings overlap an earlier one and get 409
                - Peer: booking-peer, `DRIVER=pg MODE=exclude`; one PostgreSQL server for all, fsync on, with the peers' settings
                - Service: `CARILLON_ENV=production`, pool of %d, JVM `%s`; pgbench: %d clients, `-M prepared`, role carillon_booking,
                  one booking a transaction as any client would; the service writes bookings that arrive together in one (ADR 24)
                - Availability: 30 days, 200 slots, a doctor with 500 appointments; as fast as %d connections go, then at half of that
                  rate, open loop, over %d
                - Start until ready: %s
                - CPU a request: of the service's processes, until Kafka had every event; refusals count as requests
                """.formatted(
                        options.connections(),
                        options.length().toSeconds(),
                        options.warmUp().toSeconds(),
                        options.again().toSeconds(),
                        options.pool(),
                        String.join(" ", figures.jvm()),
                        options.pool(),
                        Rounds.AVAILABILITY_CONNECTIONS,
                        Rounds.CALLERS,
                        String.join("; ", figures.starts()));
    }

    private static String rounds(String title, List<Round> rounds) {
        var table = new MarkdownTable(title.formatted(rounds.size()), "booking-service", "peer", "pgbench");
        both(
                table,
                "bookings/s (201)",
                rounds,
                run -> run.load().createdPerSecond(),
                0,
                round -> round.pgbench().perSecond());
        both(table, "answer p50, ms", rounds, run -> run.load().median().toNanos() / 1e6, 1, null);
        both(table, "answer p99, ms", rounds, run -> run.load().p99().toNanos() / 1e6, 1, null);
        both(table, "CPU of the service a request, µs", rounds, Run::cpuMicros, 0, null);
        both(table, "CPU of PostgreSQL a request, µs", rounds, Run::postgresMicros, 0, null);
        both(table, "CPU of Kafka a request, µs", rounds, Run::kafkaMicros, 0, null);
        both(table, "RSS of the service, MiB", rounds, run -> run.memory().rssKib() / 1024.0, 0, null);
        both(table, "events waiting at the end", rounds, Run::backlog, 0, null);
        table.row(
                "availability, answers/s",
                Figures.of(rounds, round -> round.availability().full().perSecond())
                        .shown(0),
                "-",
                "-");
        availability(
                table,
                "availability p99 so, ms",
                rounds,
                seen -> seen.full().p99().toNanos() / 1e6);
        availability(
                table,
                "availability p50 at half of it, ms",
                rounds,
                seen -> seen.half().p50Millis());
        availability(
                table,
                "availability p99 at half of it, ms",
                rounds,
                seen -> seen.half().p99Millis());
        availability(
                table,
                "a request without work, p99 at that rate, ms",
                rounds,
                seen -> seen.nothing().p99Millis());
        return table.toString();
    }

    private static void availability(
            MarkdownTable table, String what, List<Round> rounds, ToDoubleFunction<Availability> figure) {
        table.row(
                what,
                Figures.of(rounds, round -> figure.applyAsDouble(round.availability()))
                        .shown(1),
                "-",
                "-");
    }

    private static void both(
            MarkdownTable table,
            String what,
            List<Round> rounds,
            ToDoubleFunction<Run> figure,
            int digits,
            @Nullable ToDoubleFunction<Round> pgbench) {
        table.row(
                what,
                Figures.of(rounds, round -> figure.applyAsDouble(round.ours())).shown(digits),
                Figures.of(rounds, round -> figure.applyAsDouble(round.peer())).shown(digits),
                pgbench == null ? "-" : Figures.of(rounds, pgbench).shown(digits));
    }

    private static String statements(Round round) {
        var table = new MarkdownTable("Statement, each a booking", "calls", "rows", "log bytes", "execution µs");
        statements(table, "booking-service", round.serviceUse());
        statements(table, "pgbench", round.pgbenchUse());
        return table.toString();
    }

    private static void statements(MarkdownTable table, String who, List<StatementUse> all) {
        all.forEach(use -> row(table, who + ": " + cut(use.text()), use));
        row(table, who + ": together", StatementUse.sum(who, all));
    }

    private static void row(MarkdownTable table, String name, StatementUse use) {
        table.row(
                name,
                number(use.calls(), 2),
                number(use.rows(), 2),
                number(use.walBytes(), 0),
                number(use.micros(), 1));
    }

    private static String plans(Plans plans) {
        return "Plans with a million appointments, by auto_explain:\n\n"
                + plans.byStatement().entrySet().stream()
                        .filter(plan -> !plan.getValue().isEmpty())
                        .map(plan -> "- `%s`: %s\n".formatted(cut(plan.getKey()), String.join(", ", plan.getValue())))
                        .collect(Collectors.joining());
    }

    private static String cut(String statement) {
        return statement.length() <= STATEMENT_SHOWN ? statement : statement.substring(0, STATEMENT_SHOWN) + " …";
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
