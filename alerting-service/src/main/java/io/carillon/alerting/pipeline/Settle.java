package io.carillon.alerting.pipeline;

import java.time.Duration;

/**
 * What could be an effect waits a moment before anybody is told, so that its cause can show up first. A condition that
 * nothing explains is told at once.
 */
final class Settle implements Stage {

    private final Causes causes;
    private final Duration settle;

    Settle(Causes causes, Duration settle) {
        this.causes = causes;
        this.settle = settle;
    }

    @Override
    public Step take(Draft draft, Situation situation) {
        return new Step.On(
                causes.mayBeExplained(draft.alert().condition())
                        ? draft.tellingAt(draft.now().plus(settle))
                        : draft);
    }
}
