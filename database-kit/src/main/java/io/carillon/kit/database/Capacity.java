package io.carillon.kit.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether PostgreSQL allows all replicas the connections that they may open (R-PERF-18). Otherwise the last ones are
 * refused when there is most to do.
 *
 * @param callers connections of one replica at the callers' door
 * @param jobs at the jobs' door
 * @param replicas how many there may be at once
 */
record Capacity(int callers, int jobs, int replicas) {

    /** What PostgreSQL says of a role or a database without a limit. */
    private static final int NO_LIMIT = -1;

    /**
     * What PostgreSQL allows; -1 for no limit.
     *
     * @param server {@code max_connections} without those kept for superusers
     * @param database {@code datconnlimit}
     * @param role {@code rolconnlimit} of the role at the callers' door
     */
    record Limits(int server, int database, int role) {}

    /** @return what is wrong and what was expected; empty when nothing is */
    List<String> objections(Limits limits) {
        var objections = new ArrayList<String>();
        var all = replicas * (callers + jobs);
        object(objections, all, "the server", limits.server());
        object(objections, all, "the database", limits.database());
        object(objections, replicas * callers, "the role", limits.role());
        return objections;
    }

    private void object(List<String> objections, int wanted, String who, int limit) {
        if (limit != NO_LIMIT && wanted > limit) {
            objections.add(
                    "%d replicas may open %d connections and %s allows %d; expected a smaller DB_POOL_MAX, fewer replicas (CARILLON_POOL_REPLICAS) or a higher limit"
                            .formatted(replicas, wanted, who, limit));
        }
    }
}
