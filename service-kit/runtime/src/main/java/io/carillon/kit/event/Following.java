package io.carillon.kit.event;

/** A consumer at work. */
public interface Following extends AutoCloseable {

    /**
     * Events on this replica's partitions that are not handled yet, as of the last look at the broker. 0 while there is no
     * broker to look at.
     */
    long behind();

    /** Stops it; what is being handled is finished. */
    @Override
    void close();
}
