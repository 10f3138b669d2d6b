package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Notification;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an open incident explains joins it instead of paging apart; and what fired a little before its cause is taken
 * into the cause's incident (R-ALRT-57).
 */
final class Inhibit implements Stage {

    private final Causes causes;
    private final Duration lookback;

    /** @param lookback how long before its cause an effect may have fired */
    Inhibit(Causes causes, Duration lookback) {
        this.causes = causes;
        this.lookback = lookback;
    }

    @Override
    public Step take(Draft draft, Situation situation) {
        if (situation.of(draft.alert().condition()).isPresent()) {
            return new Step.On(draft);
        }
        return cause(draft.alert(), situation)
                .<Step>map(cause -> new Step.Done(draft.and(Joining.changes(cause, draft))))
                .orElseGet(() -> new Step.On(draft.and(effects(draft, situation))));
    }

    /** The earliest of the open incidents that explain the alert, so that all effects of one cause meet in one place. */
    private Optional<OpenIncident> cause(Alert alert, Situation situation) {
        return situation.open().stream()
                .filter(OpenIncident::holds)
                .filter(each -> causes.explains(each.condition(), alert.condition()))
                .min(Comparator.comparing(each -> each.opening().t0()));
    }

    private Stream<Change> effects(Draft draft, Situation situation) {
        var cause = draft.alert();
        var earliest = cause.t0().minus(lookback);
        return situation.open().stream()
                .filter(each -> causes.explains(cause.condition(), each.condition()))
                .filter(each -> !each.opening().t0().isBefore(earliest))
                .flatMap(effect -> absorb(effect, draft));
    }

    private static Stream<Change> absorb(OpenIncident effect, Draft draft) {
        var cause = draft.alert().incidentId();
        Stream<Change> silenced = effect.triggered().map(told -> silence(effect, told, draft));
        Stream<Change> absorbed = effect.firing()
                .map(contributor -> new Change.Absorbed(cause, effect.id(), contributor.alert(), draft.now()));
        return Stream.concat(silenced, absorbed);
    }

    /** Nobody is told of an effect that can still be held back; who was told already is told that it is over there. */
    private static Change silence(OpenIncident effect, Told told, Draft draft) {
        return told.state() == Told.State.PENDING
                ? new Change.Withdrawn(effect.id(), told.notification().id(), draft.now())
                : new Change.Queued(effect.id(), ended(told.notification(), draft), draft.now());
    }

    private static Notification ended(Notification told, Draft draft) {
        return Follow.up(
                told,
                Action.RESOLVE,
                "Explained by %s: goes on in its incident"
                        .formatted(draft.alert().condition()),
                draft.now());
    }
}
