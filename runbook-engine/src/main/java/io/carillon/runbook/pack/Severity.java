package io.carillon.runbook.pack;

import java.time.Duration;
import java.util.List;

/**
 * What a pack calls a rank and how soon somebody must answer.
 *
 * @param rank neutral, 0 (worst) to 3; the only thing compared between packs
 * @param label the pack's own word, for example {@code P1}; two ranks may share one
 * @param title the word beside the label, for example {@code High}
 * @param respondWithin time to acknowledgement; zero means at once
 * @param examples facts that put an incident at this rank (R-ALRT-66); any one suffices
 */
public record Severity(int rank, String label, String title, Duration respondWithin, List<Predicate> examples) {
    public Severity {
        examples = List.copyOf(examples);
    }

    Severity scaled(int speed) {
        return new Severity(rank, label, title, Pack.divided(respondWithin, speed), examples);
    }
}
