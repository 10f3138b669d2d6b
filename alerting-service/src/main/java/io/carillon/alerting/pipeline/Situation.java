package io.carillon.alerting.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What decisions are made against. Immutable.
 *
 * @param open all incidents that are not over
 * @param parting what is still to be told of incidents that are over
 */
public record Situation(List<OpenIncident> open, List<Told> parting) {

    public static final Situation CALM = new Situation(List.of(), List.of());

    public Situation {
        open = List.copyOf(open);
        parting = List.copyOf(parting);
    }

    public Optional<OpenIncident> incident(UUID id) {
        return open.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** The incident whose own condition this is. */
    Optional<OpenIncident> of(String condition) {
        return open.stream().filter(each -> each.condition().equals(condition)).findFirst();
    }

    /** The incident to which this firing already belongs. */
    Optional<OpenIncident> holding(Alert alert) {
        return open.stream()
                .filter(each -> each.contributors().stream()
                        .anyMatch(contributor -> contributor.alert().isSameFiringAs(alert)))
                .findFirst();
    }

    public Situation with(List<Change> changes) {
        var after = this;
        for (var change : changes) {
            after = after.with(change);
        }
        return after;
    }

    private Situation with(Change change) {
        return switch (change) {
            case Change.Opened opened -> incident(opened.incidentId()).isPresent() ? this : adding(opened.alert());
            case Change.Resolved resolved -> without(resolved.incidentId());
            case Change.Absorbed absorbed -> without(absorbed.effectId()).updated(absorbed);
            case Change.Contributed _,
                    Change.Raised _,
                    Change.Eased _,
                    Change.LetGo _,
                    Change.Acknowledged _,
                    Change.Queued _,
                    Change.Withdrawn _,
                    Change.Attempted _,
                    Change.Unplaced _,
                    Change.Noted _ -> updated(change);
        };
    }

    private Situation adding(Alert alert) {
        var all = new ArrayList<>(open);
        all.add(OpenIncident.of(alert));
        return new Situation(all, parting);
    }

    private Situation without(UUID id) {
        var last = incident(id).stream().flatMap(OpenIncident::pending);
        return new Situation(
                open.stream().filter(each -> !each.id().equals(id)).toList(),
                Stream.concat(parting.stream(), last).toList());
    }

    private Situation updated(Change change) {
        return new Situation(
                open.stream()
                        .map(each -> each.id().equals(change.incidentId()) ? each.with(change) : each)
                        .toList(),
                Told.after(change, parting).stream()
                        .filter(each -> each.state() == Told.State.PENDING)
                        .toList());
    }

    /** Notifications that wait for their due time or their channel, in the order they were asked for. */
    public List<Told> pending() {
        return Stream.concat(parting.stream(), open.stream().flatMap(OpenIncident::pending))
                .toList();
    }
}
