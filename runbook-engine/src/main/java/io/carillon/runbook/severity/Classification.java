package io.carillon.runbook.severity;

import io.carillon.runbook.pack.FactKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How bad an incident is, in the pack's words.
 *
 * @param rank 0 (worst) to 3
 * @param respondWithin zero means at once
 * @param because the facts that put it there; empty when the rule alone did
 */
public record Classification(int rank, String label, String title, Duration respondWithin, List<FactKind> because) {
    public Classification {
        because = List.copyOf(because);
    }

    /** By when somebody must have acknowledged it; counted from the opening also when the rank changes later. */
    public Instant deadline(Instant openedAt) {
        return openedAt.plus(respondWithin);
    }
}
