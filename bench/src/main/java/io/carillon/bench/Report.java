package io.carillon.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page that figures are published on. */
public final class Report {

    private Report() {}

    /** @param neighbours what else ran, at each time somebody looked */
    public static String surroundings(Surroundings where, List<String> neighbours) throws IOException {
        return """
                - Date: %s
                - Commit: %s
                - Machine: %s
                - Kernel: %s
                - JDK: %s
                - Else on the machine: %s
                """.formatted(
                        where.date(),
                        where.commit(),
                        where.machine(),
                        where.kernel(),
                        where.jdk(),
                        String.join("; ", neighbours));
    }

    static String starts(Starts starts) {
        var warm = new Distribution(starts.warm());
        var each = starts.warm().stream().map(Report::seconds).collect(Collectors.joining(", "));
        return new MarkdownTable("Start", "until all is ready")
                        .row("`up`, warm, median of " + warm.size(), seconds(warm.percentile(50)))
                        .row("`up`, warm, each", each)
                        .row("`up`, first on a new data directory", seconds(starts.first()))
                + "\n"
                + memory(starts.memory());
    }

    private static String memory(List<Footprint> footprints) {
        var table = new MarkdownTable(
                "Memory, %d s after ready".formatted(Starts.SETTLING.toSeconds()), "processes", "RSS MiB", "PSS MiB");
        footprints.forEach(each -> row(table, each));
        row(table, footprints.stream().reduce(new Footprint("together", 0, 0, 0), Footprint::plus));
        return table + """

                RSS counts what processes share in each of them: a PostgreSQL server's is the sum over its processes and its
                shared buffers stand in it many times. PSS divides shared pages among those who share them, and is what the
                machine gives.
                """;
    }

    private static void row(MarkdownTable table, Footprint footprint) {
        table.row(
                footprint.name(),
                Integer.toString(footprint.processes()),
                mebibytes(footprint.rssKib()),
                mebibytes(footprint.pssKib()));
    }

    static String detections(List<Detections> all) {
        var table = new MarkdownTable("Detection from t0, ms", "runs", "p50", "p99", "greatest", "mean");
        for (var each : all) {
            var rule = ", `for: %s`".formatted(seconds(each.hold()).replace(" ", ""));
            row(table, "incident's row written" + rule, each.later().committed());
            table.row(
                    "its transaction committed" + rule,
                    Integer.toString(each.later().committed().size()),
                    "-",
                    "-",
                    "-",
                    millis(each.afterCommit()));
            row(table, "page taken by PagerDuty's stand-in" + rule, each.later().paged());
            row(table, "first round after the start: row" + rule, each.first().committed());
            row(table, "first round after the start: page" + rule, each.first().paged());
        }
        return table + """

                t0 is the end of the rule's `for` after the broker's time of the first failed check (design, section 4); rule
                of rank 0, probes every second, ten stand-ins down at once, in rounds. The first round meets a platform that has
                just become ready and stands by itself. Percentiles are by the nearest rank: p99 of fewer than 100 runs is the
                greatest. A row carries the time at which it is written inside its transaction; for the end of the transaction
                there is alerting-service's own timer, whose mean is exact. The page goes out after the commit; its time is that
                of the stand-in's answer. Of the two `for`, the probes' interval divides one, as in the packs, and not the
                other.
                """;
    }

    private static void row(MarkdownTable table, String name, Distribution times) {
        table.row(
                name,
                Integer.toString(times.size()),
                millis(times.percentile(50)),
                millis(times.percentile(99)),
                millis(times.greatest()),
                millis(times.mean()));
    }

    public static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static String mebibytes(long kib) {
        return Long.toString(Math.round(kib / 1024.0));
    }
}
