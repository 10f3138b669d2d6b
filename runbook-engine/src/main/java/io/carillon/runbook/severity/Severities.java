package io.carillon.runbook.severity;

import io.carillon.runbook.pack.FactKind;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Predicate;
import io.carillon.runbook.pack.Severity;
import java.util.List;
import java.util.Optional;

/** Classifies incidents by a pack's severity table (R-ALRT-66). */
public final class Severities {
    private Severities() {}

    /**
     * The highest rank that an example of the pack or the rule itself gives.
     *
     * @param ruleRank of the strictest rule that sees the condition, 0 to 3
     */
    public static Classification classify(Pack pack, Facts facts, int ruleRank) {
        for (Severity severity : pack.severities()) {
            Optional<Predicate> example = severity.examples().stream()
                    .filter(predicate -> predicate.holds(facts.values()))
                    .findFirst();
            if (severity.rank() <= ruleRank && example.isPresent()) {
                return of(
                        severity,
                        example.get().facts().keySet().stream().sorted().toList());
            }
        }
        return of(pack.severity(ruleRank), List.of());
    }

    private static Classification of(Severity severity, List<FactKind> because) {
        return new Classification(
                severity.rank(), severity.label(), severity.title(), severity.respondWithin(), because);
    }
}
