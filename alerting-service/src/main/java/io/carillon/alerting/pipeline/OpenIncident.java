package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An incident that is not over, as far as decisions need it.
 *
 * @param opening the alert that opened it
 * @param rank the strictest rank of all that belongs to it
 */
public record OpenIncident(
        UUID id, Alert opening, int rank, boolean acknowledged, List<Contributor> contributors, List<Told> told) {

    public OpenIncident {
        contributors = List.copyOf(contributors);
        told = List.copyOf(told);
    }

    static OpenIncident of(Alert alert) {
        return new OpenIncident(
                alert.incidentId(),
                alert,
                alert.rank(),
                false,
                List.of(new Contributor(alert, Optional.empty())),
                List.of());
    }

    public String condition() {
        return opening.condition();
    }

    /** Contributors that still fire. */
    public Stream<Contributor> firing() {
        return contributors.stream().filter(Contributor::firing);
    }

    /** Whether its own condition, not only an effect's, still fires. */
    boolean holds() {
        return firing().anyMatch(this::own);
    }

    /** Effects that still fire. */
    List<Contributor> effects() {
        return firing().filter(contributor -> !own(contributor)).toList();
    }

    /** Since when its own condition is over; empty while it holds. */
    Optional<Instant> quietSince() {
        return holds()
                ? Optional.empty()
                : contributors.stream()
                        .filter(this::own)
                        .flatMap(contributor -> contributor.clearedAt().stream())
                        .max(Instant::compareTo);
    }

    private boolean own(Contributor contributor) {
        return contributor.alert().condition().equals(condition());
    }

    /** Notifications that wait for their due time or their channel. */
    public Stream<Told> pending() {
        return told.stream().filter(each -> each.state() == Told.State.PENDING);
    }

    /** Opening notifications that went out or will: whoever got one is also told how it ends. */
    Stream<Told> triggered() {
        return told.stream()
                .filter(each -> each.notification().action() == Action.TRIGGER)
                .filter(each -> each.state() == Told.State.SENT || each.state() == Told.State.PENDING);
    }

    boolean tells(Target target) {
        return triggered().anyMatch(each -> each.notification().target().equals(target));
    }

    OpenIncident with(Change change) {
        return switch (change) {
            case Change.Opened _, Change.Resolved _, Change.Unplaced _, Change.Noted _ -> this;
            case Change.Absorbed absorbed -> joining(absorbed.effect());
            case Change.Contributed contributed -> joining(contributed.alert());
            case Change.Eased eased ->
                copy(
                        rank,
                        acknowledged,
                        contributors.stream()
                                .map(each -> each.firing()
                                                && each.alert().isFiring(eased.rule(), eased.condition(), eased.t0())
                                        ? each.cleared(eased.at())
                                        : each)
                                .toList(),
                        told);
            case Change.LetGo letGo ->
                copy(
                        rank,
                        acknowledged,
                        contributors.stream()
                                .filter(each -> !each.alert().isSameFiringAs(letGo.alert()))
                                .toList(),
                        told);
            case Change.Raised raised -> copy(raised.rank(), acknowledged, contributors, told);
            case Change.Acknowledged _ -> copy(rank, true, contributors, told);
            case Change.Queued queued ->
                copy(rank, acknowledged, contributors, adding(new Told(queued.notification(), Told.State.PENDING, 0)));
            case Change.Withdrawn _, Change.Attempted _ ->
                copy(rank, acknowledged, contributors, Told.after(change, told));
        };
    }

    private OpenIncident joining(Alert alert) {
        if (contributors.stream().anyMatch(each -> each.alert().isSameFiringAs(alert))) {
            return this;
        }
        var all = new ArrayList<>(contributors);
        all.add(new Contributor(alert, Optional.empty()));
        return copy(rank, acknowledged, all, told);
    }

    private List<Told> adding(Told one) {
        if (told.stream()
                .anyMatch(each ->
                        each.notification().id().equals(one.notification().id()))) {
            return told;
        }
        var all = new ArrayList<>(told);
        all.add(one);
        return all;
    }

    private OpenIncident copy(int withRank, boolean withAcknowledged, List<Contributor> of, List<Told> having) {
        return new OpenIncident(id, opening, withRank, withAcknowledged, of, having);
    }
}
