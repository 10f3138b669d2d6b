package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to wake whom.
 *
 * @param hold how long the condition must be true, {@code for} in the pack; zero means at once
 * @param window over which values are taken; zero for kinds that have none
 * @param minSamples fewer samples in the window than this and the rule keeps still
 * @param resolveAfter how long the condition must be clear again
 * @param rank the strictest rank the rule can reach, 0 to 3; a limit of several bands says which at a time
 * @param tier one of the pack's tiers
 * @param channels a subset of the tier's
 * @param page path of the runbook page from the repository's root
 * @param diagnose ids of the diagnoses run when it fires
 * @param names the condition it contributes to, where the pack chose the name itself
 */
public record Rule(
        String id,
        String name,
        Condition condition,
        Duration hold,
        Duration window,
        int minSamples,
        Duration resolveAfter,
        int rank,
        String tier,
        List<String> teams,
        List<Channel> channels,
        Scope scope,
        String page,
        List<String> diagnose,
        Optional<ConditionKey> names) {

    /** {@code resolveAfter} where a pack says nothing (R-ALRT-54). */
    public static final Duration DEFAULT_RESOLVE_AFTER = Duration.ofMinutes(2);

    public Rule {
        teams = List.copyOf(teams);
        channels = List.copyOf(channels);
        diagnose = List.copyOf(diagnose);
    }

    /** The conditions the rule can open: one for each probe it watches, one for any other kind. */
    public List<ConditionKey> conditions() {
        if (names.isPresent()) {
            return List.of(names.get());
        }
        return switch (condition) {
            case Condition.Health health ->
                health.probes().stream()
                        .map(probe -> new ConditionKey(ConditionKey.DOWN, probe))
                        .toList();
            case Condition.Ratio ratio -> about(ratio.part().toString());
            case Condition.Rate rate -> about(rate.series().toString());
            case Condition.Count count -> about(count.series().toString());
            case Condition.Quantile quantile -> about(quantile.series().toString());
            case Condition.Gauge gauge -> about(gauge.series().toString());
            case Condition.Trend trend -> about(trend.series().toString());
            case Condition.Absence absence -> about(absence.series().toString());
            case Condition.Composite _ -> about(id);
        };
    }

    private List<ConditionKey> about(String subject) {
        return List.of(new ConditionKey(condition.kind(), subject));
    }

    Rule scaled(int speed) {
        Condition scaled = condition instanceof Condition.Trend trend
                ? new Condition.Trend(
                        trend.series(), trend.direction(), trend.samples(), Pack.divided(trend.every(), speed))
                : condition;
        return new Rule(
                id,
                name,
                scaled,
                Pack.divided(hold, speed),
                Pack.divided(window, speed),
                minSamples,
                Pack.divided(resolveAfter, speed),
                rank,
                tier,
                teams,
                channels,
                scope,
                page,
                diagnose,
                names);
    }
}
