package io.carillon.runbook.rule;

import java.time.Instant;

/**
 * Decides one condition. Without memory of its own: the caller keeps the state and hands it back, so that it may live
 * in a Kafka Streams store and survive the process.
 *
 * <p>The outcome depends on the observations and their times alone, not on how often {@link #tick} is called: before an
 * observation is taken in, the time up to it passes.
 *
 * @param <S> the state; a record of plain fields
 * @param <O> the observation
 */
public interface Evaluator<S, O> {
    /** The state of a condition nothing is known about yet. */
    S initial(Instant now);

    /**
     * Takes an observation in.
     *
     * @param now the present; a stamp of the observation that lies after it is clamped to it
     */
    Evaluation<S> observe(S state, O observation, Instant now);

    /** Lets time pass: waits end, data goes missing. */
    Evaluation<S> tick(S state, Instant now);
}
