package io.carillon.alerting.pipeline;

/** One open incident a condition: a firing that is known changes nothing, another rule's contributes (R-ALRT-54). */
final class Dedupe implements Stage {

    @Override
    public Step take(Draft draft, Situation situation) {
        if (situation.holding(draft.alert()).isPresent()) {
            return new Step.Done(draft);
        }
        return situation
                .of(draft.alert().condition())
                .<Step>map(incident -> new Step.Done(draft.and(Joining.changes(incident, draft))))
                .orElseGet(() -> new Step.On(draft.opening()));
    }
}
