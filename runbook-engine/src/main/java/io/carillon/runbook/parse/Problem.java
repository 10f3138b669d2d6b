package io.carillon.runbook.parse;

/**
 * Why a pack is refused.
 *
 * @param file name of the file as its author knows it
 * @param line 1 for the first; 0 when it is about the file as a whole
 * @param reason what is wrong
 * @param expected what would have been right
 */
public record Problem(String file, int line, String reason, String expected) {
    /** {@code default.yaml:12: 'for' is '2 minutes', expected a duration …}. */
    @Override
    public String toString() {
        return "%s:%d: %s, expected %s".formatted(file, line, reason, expected);
    }
}
