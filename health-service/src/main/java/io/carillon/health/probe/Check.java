package io.carillon.health.probe;

/**
 * One way of looking at one thing. A check has its own time limit and ends when its thread is interrupted; it is never
 * run twice at the same time.
 */
public interface Check extends AutoCloseable {

    /** Looks once. A failure of what is looked at is a result, not an exception. */
    CheckResult run() throws InterruptedException;

    /** Gives back what the check keeps open between two runs; most keep nothing. */
    @Override
    default void close() {}
}
