package io.carillon.runbook.pack;

import java.util.List;
import java.util.Set;

/**
 * A ladder: who hears of an incident that goes on.
 *
 * @param ranks the incidents it is for
 * @param teams only incidents of one of these teams; empty for all
 * @param skipToTopOn facts that start the ladder at its top step
 * @param steps ascending by delay, never empty
 */
public record EscalationPolicy(
        String id, Set<Integer> ranks, Set<String> teams, Set<FactKind> skipToTopOn, List<EscalationStep> steps) {
    /** Where a pack says nothing: data loss and a security breach go to the top in all of them. */
    public static final Set<FactKind> DEFAULT_SKIP = Set.of(FactKind.DATA_LOSS, FactKind.SECURITY_BREACH);

    public EscalationPolicy {
        ranks = Set.copyOf(ranks);
        teams = Set.copyOf(teams);
        skipToTopOn = Set.copyOf(skipToTopOn);
        steps = List.copyOf(steps);
    }

    boolean appliesTo(int rank, List<String> ruleTeams) {
        return ranks.contains(rank) && (teams.isEmpty() || ruleTeams.stream().anyMatch(teams::contains));
    }

    EscalationPolicy scaled(int speed) {
        return new EscalationPolicy(
                id,
                ranks,
                teams,
                skipToTopOn,
                steps.stream().map(step -> step.scaled(speed)).toList());
    }
}
