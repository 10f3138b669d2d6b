package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The way out of an incident: its rules find their conditions clear, and what it did not explain is let go. */
public final class Clearance {

    private final AlertPipeline pipeline;
    private final Duration settle;

    /** @param settle how long after their cause's end effects may still end, on top of their own time to resolve */
    public Clearance(AlertPipeline pipeline, Duration settle) {
        this.pipeline = pipeline;
        this.settle = settle;
    }

    /** A rule found the condition of its firing of {@code t0} clear. */
    public List<Change> on(String rule, String condition, Instant t0, Situation situation, Instant now) {
        return situation.open().stream()
                .filter(incident -> incident.firing()
                        .anyMatch(contributor -> contributor.alert().isFiring(rule, condition, t0)))
                .flatMap(incident -> {
                    var eased = new Change.Eased(incident.id(), rule, condition, t0, now);
                    var after = incident.with(eased);
                    return Stream.concat(
                            Stream.of(eased),
                            after.firing().findAny().isPresent() ? Stream.empty() : resolve(after, now));
                })
                .toList();
    }

    /** As {@link #on}, decided without the store: what is not known here waits for the store to say whose it is. */
    public List<Change> onWithoutStore(String rule, String condition, Instant t0, Situation situation, Instant now) {
        var changes = on(rule, condition, t0, situation, now);
        return changes.isEmpty()
                ? List.of(new Change.Unplaced(IncidentIds.incident(condition, t0), rule, condition, t0, now))
                : changes;
    }

    /**
     * The store is back, with all of {@code journal} in it: what the clears of {@link #onWithoutStore} change in all that is open,
     * and what joined an incident that another replica had ended stands for itself, so that its page is not lost.
     */
    public List<Change> place(List<Change> journal, Situation situation, Instant now) {
        var changes = new ArrayList<Change>();
        for (var change : journal) {
            if (change instanceof Change.Unplaced(UUID _, var rule, var condition, var t0, Instant _)) {
                changes.addAll(on(rule, condition, t0, situation.with(changes), now));
            }
        }
        orphans(journal, situation)
                .forEach(alert -> changes.addAll(pipeline.again(alert, situation.with(changes), now)));
        return changes;
    }

    private static List<Alert> orphans(List<Change> journal, Situation situation) {
        var orphans = new ArrayList<Alert>();
        for (var change : journal) {
            switch (change) {
                case Change.Contributed joined
                when situation.incident(joined.incidentId()).isEmpty() -> orphans.add(joined.alert());
                case Change.Eased eased ->
                    orphans.removeIf(alert -> alert.isFiring(eased.rule(), eased.condition(), eased.t0()));
                case Change.LetGo free -> orphans.removeIf(free.alert()::isSameFiringAs);
                case Change.Absorbed absorbed -> orphans.removeIf(absorbed.effect()::isSameFiringAs);
                case Change.Opened _,
                        Change.Contributed _,
                        Change.Raised _,
                        Change.Resolved _,
                        Change.Acknowledged _,
                        Change.Queued _,
                        Change.Withdrawn _,
                        Change.Attempted _,
                        Change.Unplaced _,
                        Change.Noted _ -> {}
            }
        }
        return orphans;
    }

    /** Time passed: effects that outlive their cause by more than their own time to resolve stand for themselves again. */
    public List<Change> tick(Situation situation, Instant now) {
        var changes = new ArrayList<Change>();
        for (var incident : situation.open()) {
            if (refuted(incident, now)) {
                letGo(incident, situation, now, changes);
            }
        }
        return changes;
    }

    /**
     * The pack is another one than at the last start: nobody looks any more at what an incident waits for, so it would
     * stay open for ever. Asked once, by a process that has just read the pack: in a roll-out the older replica must not
     * end what the newer one's rules have opened.
     *
     * @param watched whether the pack still has the alert's rule on its condition
     */
    public List<Change> retire(Predicate<Alert> watched, Situation situation, Instant now) {
        var changes = new ArrayList<Change>();
        for (var incident : situation.open()) {
            incident.firing().map(Contributor::alert).filter(watched.negate()).forEach(alert -> {
                changes.add(new Change.Noted(
                        incident.id(), "The pack no longer watches this by rule " + alert.rule(), now));
                changes.addAll(on(alert.rule(), alert.condition(), alert.t0(), situation.with(changes), now));
            });
        }
        return changes;
    }

    private boolean refuted(OpenIncident incident, Instant now) {
        var grace = incident.effects().stream()
                .map(effect -> effect.alert().resolveAfter())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(settle);
        return incident.quietSince()
                .map(quiet -> !now.isBefore(quiet.plus(grace)))
                .orElse(false);
    }

    private void letGo(OpenIncident cause, Situation situation, Instant now, List<Change> changes) {
        var after = situation.with(changes);
        for (var effect : cause.effects()) {
            var free = new ArrayList<Change>();
            free.add(new Change.LetGo(cause.id(), effect.alert(), now));
            free.addAll(pipeline.again(effect.alert(), after.with(free), now));
            after = after.with(free);
            changes.addAll(free);
        }
        resolve(cause, now).forEach(changes::add);
    }

    private static Stream<Change> resolve(OpenIncident incident, Instant now) {
        var told = incident.triggered().<Change>map(each -> {
            var notification = each.notification();
            return each.state() == Told.State.PENDING && notification.dueAt().isAfter(now)
                    ? new Change.Withdrawn(incident.id(), notification.id(), now)
                    : new Change.Queued(
                            incident.id(), Follow.up(notification, Action.RESOLVE, "The condition is clear", now), now);
        });
        return Stream.concat(told, Stream.of(new Change.Resolved(incident.id(), now)));
    }
}
