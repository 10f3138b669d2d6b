package io.carillon.health.view;

import java.util.Collection;

/**
 * How the parts make the whole (R-HLTH-10): without a required dependency it is unhealthy, without anything else it is
 * degraded. All probes of the pack count on every path, also those that the path has no room to show, so that two paths
 * never contradict each other.
 */
final class Overall {

    private Overall() {}

    /**
     * @param required the health of what calls and bookings cannot do without
     * @param all the health of everything; what is not known yet is not vouched for
     */
    static Health of(Collection<Health> required, Collection<Health> all) {
        if (!required.stream().allMatch(Overall::usable)) {
            return Health.UNHEALTHY;
        }
        return all.stream().allMatch(Overall::usable) ? Health.HEALTHY : Health.DEGRADED;
    }

    /** 503 only when the whole cannot do its work; degraded is still served (R-HLTH-10). */
    static int httpStatus(Health whole) {
        return switch (whole) {
            case HEALTHY, DEGRADED, DISABLED -> 200;
            case UNHEALTHY, UNKNOWN -> 503;
        };
    }

    /**
     * Whether a load balancer should send requests here (R-HLTH-08). Only the database counts: with every other part
     * down, also one the pack requires, sending requests elsewhere would help nobody.
     */
    static boolean ready(Health database, boolean draining) {
        return !draining && usable(database);
    }

    /** What was switched off cannot fail. */
    private static boolean usable(Health part) {
        return switch (part) {
            case HEALTHY, DISABLED -> true;
            case DEGRADED, UNHEALTHY, UNKNOWN -> false;
        };
    }
}
