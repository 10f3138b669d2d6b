package io.carillon.alerting.pipeline;

/** A new incident is told to the targets that the pack names for its rule. */
final class Route implements Stage {

    @Override
    public Step take(Draft draft, Situation situation) {
        return new Step.On(draft.and(Routing.tell(OpenIncident.of(draft.alert()), draft)));
    }
}
