package io.carillon.cli;

import static java.util.stream.Collectors.joining;

import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.Durations;
import io.carillon.runbook.pack.Limit;
import io.carillon.runbook.pack.Rule;
import java.util.Locale;

/** When a rule fires, in one line. */
final class RuleText {
    private RuleText() {}

    static String of(Rule rule) {
        StringBuilder text = new StringBuilder(condition(rule.condition()));
        if (!rule.window().isZero()) {
            text.append(" in ").append(Durations.print(rule.window()));
        }
        if (!rule.hold().isZero()) {
            text.append(" for ").append(Durations.print(rule.hold()));
        }
        if (rule.minSamples() > 1) {
            text.append(", from ").append(rule.minSamples()).append(" samples on");
        }
        return text.toString();
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Health(var probes, var failures) ->
                (probes.size() == 1 ? "" : "any of ") + String.join(", ", probes) + " down"
                        + failures.map(limit -> ", " + text(limit) + " failures in a row")
                                .orElse("");
            case Condition.Ratio(var part, var whole, Limit limit) -> "%s of %s %s".formatted(part, whole, text(limit));
            case Condition.Rate(var series, Limit limit) -> series + " " + text(limit);
            case Condition.Count(var series, Limit limit) -> series + " " + text(limit);
            case Condition.Quantile(var series, var statistic, Limit limit) ->
                "%s of %s %s".formatted(text(statistic), series, text(limit));
            case Condition.Gauge(var series, var pick, Limit limit) ->
                "%s %s %s".formatted(word(pick), series, text(limit));
            case Condition.Trend(var series, var direction, int samples, var every) ->
                "%s %s in %d samples, one every %s".formatted(series, word(direction), samples, Durations.print(every));
            case Condition.Absence(var series) -> "nothing of " + series;
            case Condition.Composite(var operator, var rules) -> word(operator) + " of " + String.join(", ", rules);
        };
    }

    private static String text(Condition.Statistic statistic) {
        return switch (statistic) {
            case Condition.Statistic.Percentile(double percent) ->
                "p" + (percent % 1 == 0 ? "" + (int) percent : percent);
            case Condition.Statistic.Mean _ -> "mean";
        };
    }

    private static String text(Limit limit) {
        return limit.bands().stream().map(band -> band.text(limit.unit())).collect(joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
