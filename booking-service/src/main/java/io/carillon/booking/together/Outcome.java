package io.carillon.booking.together;

/**
 * What came of somebody's work.
 *
 * @param <R> of the exchange
 */
public sealed interface Outcome<R> {

    /** The exchange was made. */
    record Done<R>(R result) implements Outcome<R> {}

    /** No exchange was made: this one's work is to be done by itself. */
    record Alone<R>(Reason reason) implements Outcome<R> {}

    /**
     * The exchange failed as a whole, for everybody who was in it.
     *
     * @param members how many that were
     */
    record Failed<R>(RuntimeException failure, int members) implements Outcome<R> {}
}
