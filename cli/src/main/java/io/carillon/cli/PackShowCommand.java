package io.carillon.cli;

import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Severity;
import io.carillon.runbook.parse.PackOutcome;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what a pack says, so that two people can talk about its numbers without reading YAML. */
@Command(
        name = "show",
        description = "Show the severities, probes and rules of a pack with their numbers.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 shown; 1 it is refused; 2 wrong usage."})
final class PackShowCommand implements Callable<Integer> {
    private final Packs packs;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|NAME", description = "A YAML file, or the name of a pack.")
    @SuppressWarnings("NullAway.Init")
    private String pack;

    PackShowCommand(Packs packs) {
        this.packs = packs;
    }

    @Override
    public Integer call() {
        return switch (packs.read(pack)) {
            case PackOutcome.Loaded(Pack loaded) -> {
                show(loaded, spec.commandLine().getOut());
                yield 0;
            }
            case PackOutcome.Refused(var problems) -> {
                problems.forEach(spec.commandLine().getErr()::println);
                yield 1;
            }
        };
    }

    private static void show(Pack pack, PrintWriter out) {
        out.printf("%s%n%nSeverities%n", pack.name());
        pack.severities().forEach(severity -> out.println("  " + line(severity)));
        out.printf("%nProbes%n");
        pack.probes().forEach(probe -> out.println("  " + line(probe)));
        out.printf("%nRules%n");
        pack.rules().forEach(rule -> out.println(lines(pack, rule)));
    }

    private static String line(Severity severity) {
        String within =
                severity.respondWithin().isZero() ? "at once" : "within " + Durations.print(severity.respondWithin());
        return "%-10s %-12s answered %s".formatted(severity.label(), severity.title(), within);
    }

    private static String line(Probe probe) {
        var timing = probe.timing();
        return "%-24s %-12s every %s, time-out %s, down after %d"
                .formatted(
                        probe.id(),
                        probe.kind(),
                        Durations.print(timing.interval()),
                        Durations.print(timing.timeout()),
                        timing.failuresToDown());
    }

    private static String lines(Pack pack, Rule rule) {
        return "  %s (%s)%n    fires     %s%n    resolves  %s after it is clear%n    severity  %s, tier %s%n    tells     %s by %s%n"
                .formatted(
                        rule.id(),
                        rule.name(),
                        RuleText.of(rule),
                        Durations.print(rule.resolveAfter()),
                        pack.severity(rule.rank()).label(),
                        rule.tier(),
                        String.join(", ", rule.teams()),
                        String.join(
                                ", ",
                                rule.channels().stream()
                                        .map(channel -> channel.word())
                                        .toList()));
    }
}
