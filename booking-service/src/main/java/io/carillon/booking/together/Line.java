package io.carillon.booking.together;

import io.carillon.booking.together.Line.Entered.Queued;
import io.carillon.booking.together.Line.Entered.TurnedAway;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Who waits and who is under way. A batch is formed whenever there is somebody to form it of and not too much is under
 * way, so somebody alone goes at once and alone, and those who come meanwhile go together next. First come, first served,
 * but for those whose lane is under way: they let others pass and are next in their lane.
 *
 * <p>Not thread-safe, and waits for nobody: {@link Combiner} does both.
 *
 * @param <M> compared by identity
 */
final class Line<M extends Member<M>> {

    private final Bounds bounds;

    /** In order of arrival. */
    private final SequencedSet<M> waiting = new LinkedHashSet<>();

    /** Members who wait or are under way, by lane. */
    private final Map<Object, List<M>> lanes = new HashMap<>();

    private final Set<Object> names = new HashSet<>();
    private final Set<Object> busyLanes = new HashSet<>();
    private int underWay;

    Line(Bounds bounds) {
        this.bounds = bounds;
    }

    /** What becomes of a newcomer. */
    sealed interface Entered {

        /** In line, and maybe in the batch that {@link #next} forms now. */
        record Queued() implements Entered {}

        record TurnedAway(Reason reason) implements Entered {}
    }

    Entered enter(M member) {
        if (clashes(member)) {
            return new TurnedAway(Reason.CLASH);
        }
        if (waiting.size() >= bounds.waiting()) {
            return new TurnedAway(Reason.FULL);
        }
        waiting.add(member);
        names.addAll(member.names());
        lanes.computeIfAbsent(member.lane(), lane -> new ArrayList<>(1)).add(member);
        return new Queued();
    }

    private boolean clashes(M member) {
        if (!Collections.disjoint(names, member.names())) {
            return true;
        }
        for (var other : lanes.getOrDefault(member.lane(), List.of())) {
            if (member.clashes(other)) {
                return true;
            }
        }
        return false;
    }

    /** Those who set out now, all of one group; none where nobody waits who may, or as much is under way as may be. */
    List<M> next() {
        if (underWay >= bounds.underWay() || waiting.isEmpty()) {
            return List.of();
        }
        var batch = new ArrayList<M>();
        for (var member : waiting) {
            if (!busyLanes.contains(member.lane())
                    && (batch.isEmpty() || batch.getFirst().group().equals(member.group()))) {
                batch.add(member);
                if (batch.size() == bounds.together()) {
                    break;
                }
            }
        }
        if (!batch.isEmpty()) {
            underWay++;
            batch.forEach(waiting::remove);
            batch.forEach(member -> busyLanes.add(member.lane()));
        }
        return batch;
    }

    /** What {@link #next} gave is done, whatever came of it. */
    void finished(Collection<M> batch) {
        underWay--;
        for (var member : batch) {
            busyLanes.remove(member.lane());
            forget(member);
        }
    }

    /** @return whether the member was still waiting, and is now not in line any more */
    boolean withdraw(M member) {
        if (!waiting.remove(member)) {
            return false;
        }
        forget(member);
        return true;
    }

    private void forget(M member) {
        member.names().forEach(names::remove);
        lanes.computeIfPresent(member.lane(), (lane, members) -> {
            members.remove(member);
            return members.isEmpty() ? null : members;
        });
    }

    int waiting() {
        return waiting.size();
    }

    int underWay() {
        return underWay;
    }

    /** Nobody is remembered who is not here. */
    boolean isEmpty() {
        return waiting.isEmpty() && lanes.isEmpty() && names.isEmpty() && busyLanes.isEmpty() && underWay == 0;
    }
}
