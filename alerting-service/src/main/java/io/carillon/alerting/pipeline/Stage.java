package io.carillon.alerting.pipeline;

/** One step of the way from an alert to a decision. */
interface Stage {

    Step take(Draft draft, Situation situation);

    /** Where the alert goes from here. */
    sealed interface Step {

        /** To the next stage. */
        record On(Draft draft) implements Step {}

        /** Nowhere: all is decided. */
        record Done(Draft draft) implements Step {}
    }
}
