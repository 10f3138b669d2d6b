package io.carillon.runbook.rule;

import io.carillon.runbook.pack.Condition;
import io.carillon.runbook.pack.ConditionKey;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Scope;
import io.carillon.runbook.pack.Series;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One condition of one rule, with what decides it. What a platform evaluates is the watches of its pack. */
public sealed interface Watch {
    Rule rule();

    ConditionKey condition();

    /** Fed with the checks of a probe. */
    record ProbeWatch(Rule rule, ConditionKey condition, String probe, HealthEvaluator evaluator) implements Watch {}

    /** Fed with the metric windows of a series. */
    record SeriesWatch(Rule rule, ConditionKey condition, Series series, CountEvaluator evaluator) implements Watch {}

    /** Every watch of a pack, in the order of its rules. A rule that {@link #whyNot} objects to has none. */
    static List<Watch> of(Pack pack) {
        return pack.rules().stream().flatMap(rule -> of(pack, rule)).toList();
    }

    private static Stream<Watch> of(Pack pack, Rule rule) {
        return switch (rule.condition()) {
            case Condition.Health health ->
                health.probes().stream()
                        .flatMap(id -> pack.probe(id).stream())
                        .map(probe -> new ProbeWatch(
                                rule,
                                rule.names().orElse(new ConditionKey(ConditionKey.DOWN, probe.id())),
                                probe.id(),
                                new HealthEvaluator(rule, health, probe.timing())));
            case Condition.Count count ->
                Stream.of(new SeriesWatch(
                        rule, rule.conditions().getFirst(), count.series(), new CountEvaluator(rule, count)));
            case Condition.Ratio _,
                    Condition.Rate _,
                    Condition.Quantile _,
                    Condition.Gauge _,
                    Condition.Trend _,
                    Condition.Absence _,
                    Condition.Composite _ -> Stream.empty();
        };
    }

    /** Why a rule cannot be evaluated; empty when it can. */
    static Optional<String> whyNot(Rule rule) {
        return switch (rule.condition()) {
            case Condition.Health _, Condition.Count _ ->
                rule.scope() == Scope.PLATFORM
                        ? Optional.empty()
                        : Optional.of("rules of scope clinic have no evaluator yet");
            case Condition.Ratio _,
                    Condition.Rate _,
                    Condition.Quantile _,
                    Condition.Gauge _,
                    Condition.Trend _,
                    Condition.Absence _,
                    Condition.Composite _ ->
                Optional.of("rules of kind %s have no evaluator yet"
                        .formatted(rule.condition().kind()));
        };
    }
}
