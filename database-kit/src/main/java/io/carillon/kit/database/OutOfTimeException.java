package io.carillon.kit.database;

import io.carillon.kit.problem.ProblemException;

/**
 * Whoever asked no longer waits, or others held what was needed for as long as the asker would wait; nothing was written.
 * Answered 503 with {@code Retry-After} wherever it is not caught.
 */
public final class OutOfTimeException extends ProblemException {

    private static final long serialVersionUID = 1L;

    OutOfTimeException() {
        super(
                503,
                "DEADLINE_PASSED",
                "Deadline passed",
                "There was no time left for this: others were changing the same. Nothing was written; try again after"
                        + " Retry-After seconds.");
        withHeader("Retry-After", "1");
    }
}
