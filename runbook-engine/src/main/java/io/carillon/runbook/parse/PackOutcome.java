package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Pack;
import java.util.List;

/** What became of a file: a pack that may be trusted, or everything that is wrong with it. */
public sealed interface PackOutcome {

    /** Nothing is wrong. */
    record Loaded(Pack pack) implements PackOutcome {}

    /**
     * Something is.
     *
     * @param problems never empty, in the order of their lines
     */
    record Refused(List<Problem> problems) implements PackOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }

        /** One problem a line, as it is printed at start-up. */
        @Override
        public String toString() {
            return String.join("\n", problems.stream().map(Problem::toString).toList());
        }
    }
}
