package io.carillon.alerting.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a repeat from news (R-ALRT-51): the ids of a probe's last results, and how far they have come.
 *
 * @param ids of the last results, oldest first
 * @param newest when the newest result was taken, by its probe's clock
 */
record Recent(List<String> ids, Instant newest) {

    /** More than the replicas of one probe send while Kafka's own retries last. */
    private static final int KEPT = 64;

    /** A result this far behind the newest is history being replayed, not a replica that is slow. */
    private static final Duration LATE = Duration.ofMinutes(5);

    static final Recent NONE = new Recent(List.of(), Instant.EPOCH);

    Recent {
        ids = List.copyOf(ids);
    }

    boolean knows(String id, Instant checkedAt) {
        return ids.contains(id) || checkedAt.plus(LATE).isBefore(newest);
    }

    Recent with(String id, Instant checkedAt) {
        var all = new ArrayList<>(ids);
        all.add(id);
        return new Recent(
                all.subList(Math.max(0, all.size() - KEPT), all.size()),
                checkedAt.isAfter(newest) ? checkedAt : newest);
    }
}
