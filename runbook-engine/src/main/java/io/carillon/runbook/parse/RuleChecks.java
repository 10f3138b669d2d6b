package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Rule;
import java.time.Duration;
import java.util.Optional;

/** What a rule says, against what its kind of condition can mean and how often it is sampled. */
final class RuleChecks {
    /** How often services report their metrics (design 3: one window per replica every 5 s). */
    static final Duration METRIC_WINDOW = Duration.ofSeconds(5);

    /** Whether a kind of condition looks over a window. */
    private enum WindowUse {
        REQUIRED,
        OPTIONAL,
        NONE
    }

    private RuleChecks() {}

    static Optional<Limit> limitOf(Condition condition) {
        return switch (condition) {
            case Condition.Health health -> health.failures();
            case Condition.Ratio ratio -> Optional.of(ratio.limit());
            case Condition.Rate rate -> Optional.of(rate.limit());
            case Condition.Count count -> Optional.of(count.limit());
            case Condition.Quantile quantile -> Optional.of(quantile.limit());
            case Condition.Gauge gauge -> Optional.of(gauge.limit());
            case Condition.Trend _, Condition.Absence _, Condition.Composite _ -> Optional.empty();
        };
    }

    private static WindowUse windowUse(Condition condition) {
        return switch (condition) {
            case Condition.Ratio _, Condition.Rate _, Condition.Count _, Condition.Quantile _, Condition.Absence _ ->
                WindowUse.REQUIRED;
            case Condition.Gauge _ -> WindowUse.OPTIONAL;
            case Condition.Health _, Condition.Trend _, Condition.Composite _ -> WindowUse.NONE;
        };
    }

    /** Times that the kind needs, does not know, or cannot resolve. */
    static void checkTimes(Section section, Rule rule) {
        String kind = rule.condition().kind();
        WindowUse use = windowUse(rule.condition());
        if (use == WindowUse.REQUIRED && !section.has("window")) {
            section.report(section.line(), "missing key 'window' in a rule of kind " + kind, Values.DURATION);
        }
        if (use == WindowUse.NONE && section.has("window")) {
            section.report(section.line("window"), "a rule of kind %s has no window".formatted(kind), "no 'window'");
        }
        if (rule.window().isPositive() && rule.window().compareTo(METRIC_WINDOW) < 0) {
            section.report(
                    section.line("window"),
                    "'window' is shorter than the sampling",
                    "at least the metric window of " + Durations.print(METRIC_WINDOW));
        }
        if (rule.condition() instanceof Condition.Trend trend
                && trend.every().isPositive()
                && trend.every().compareTo(METRIC_WINDOW) < 0) {
            section.report(
                    section.line("when"),
                    "'every' is shorter than the sampling",
                    "at least the metric window of " + Durations.print(METRIC_WINDOW));
        }
        if (rule.condition() instanceof Condition.Health health
                && health.failures().isEmpty()
                && !section.has("for")) {
            section.report(
                    section.line(), "a health rule has neither 'for' nor 'failures'", "how long or how often it fails");
        }
    }

    /** A rule of several subjects cannot have one name for all of them. */
    static void checkName(Section section, Rule rule) {
        if (rule.names().isPresent()
                && rule.condition() instanceof Condition.Health health
                && health.probes().size() > 1) {
            section.report(
                    section.line("condition"),
                    "one condition for %d probes".formatted(health.probes().size()),
                    "no 'condition', or a rule for each probe");
        }
    }

    /** What can be said only when everything is read: a rule against the probes and rules it names. */
    static void checkAgainstPack(Pack pack, Names names, Findings findings) {
        for (Rule rule : pack.rules()) {
            int line = names.lineOf(Names.Kind.RULE, rule.id());
            switch (rule.condition()) {
                case Condition.Health health -> checkSampling(pack, rule, health, line, findings);
                case Condition.Composite composite -> checkComposite(pack, composite, line, findings);
                case Condition.Ratio _,
                        Condition.Rate _,
                        Condition.Count _,
                        Condition.Quantile _,
                        Condition.Gauge _,
                        Condition.Trend _,
                        Condition.Absence _ -> {}
            }
        }
    }

    private static void checkSampling(Pack pack, Rule rule, Condition.Health health, int line, Findings findings) {
        for (String id : health.probes()) {
            pack.probe(id).ifPresent(probe -> {
                Duration interval = probe.timing().interval();
                if (rule.hold().isPositive() && rule.hold().compareTo(interval) < 0) {
                    findings.report(
                            line,
                            "'for' of rule '%s' is shorter than the sampling of probe '%s'".formatted(rule.id(), id),
                            "at least its interval of " + Durations.print(interval));
                }
            });
        }
    }

    private static void checkComposite(Pack pack, Condition.Composite composite, int line, Findings findings) {
        for (String id : composite.rules()) {
            if (pack.rule(id)
                    .map(rule -> rule.condition() instanceof Condition.Composite)
                    .orElse(false)) {
                findings.report(line, "a composite rule names the composite rule '%s'".formatted(id), "plain rules");
            }
        }
    }
}
