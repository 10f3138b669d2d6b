package io.carillon.kit.limit;

import java.util.List;

/**
 * Makes limits hold over replicas. A service that can has a bean of it; one without counts by itself. Called by one
 * thread, several times a second, never on a request's way.
 */
public interface LimitSharing {

    /**
     * What one subject took here since it was last told.
     *
     * @param taken requests, at least one
     */
    record Share(Subject subject, Limit limit, long taken) {}

    /**
     * Counts what was taken here and answers what all replicas together have left, in the same order; below zero where
     * they took too much. May block for a second.
     *
     * @throws Exception where nobody can say; it is told again later
     */
    List<Double> share(List<Share> shares) throws Exception;
}
