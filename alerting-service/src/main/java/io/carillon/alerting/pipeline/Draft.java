package io.carillon.alerting.pipeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An alert on its way through the stages.
 *
 * @param turn tells apart the times that one firing is told of: empty for the first, which a repeated decision must
 *     arrive at again
 * @param now when the decision is made
 * @param tellAt when people may be told, at the earliest
 * @param changes what the stages passed so far ask for
 */
record Draft(Alert alert, String turn, Instant now, Instant tellAt, List<Change> changes) {

    Draft {
        changes = List.copyOf(changes);
    }

    static Draft of(Alert alert, String turn, Instant now) {
        return new Draft(alert, turn, now, now, List.of());
    }

    Draft tellingAt(Instant at) {
        return new Draft(alert, turn, now, at, changes);
    }

    Draft and(Stream<? extends Change> more) {
        var all = new ArrayList<>(changes);
        more.forEach(all::add);
        return new Draft(alert, turn, now, tellAt, all);
    }

    /** The incident is there before anything that happens to it. */
    Draft opening() {
        var all = new ArrayList<Change>();
        all.add(new Change.Opened(alert.incidentId(), alert, now));
        all.addAll(changes);
        return new Draft(alert, turn, now, tellAt, all);
    }
}
