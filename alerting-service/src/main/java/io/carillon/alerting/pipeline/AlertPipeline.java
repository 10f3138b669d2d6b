package io.carillon.alerting.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The way of an alert, top to bottom in the order things happen. */
public final class AlertPipeline {

    private final List<Stage> stages;

    /**
     * @param settle how long an effect waits for its cause before people are told
     * @param lookback how long before its cause an effect may have fired to be taken into the cause's incident
     */
    public AlertPipeline(Causes causes, Duration settle, Duration lookback) {
        stages = List.of(
                new Settle(causes, settle), //
                new Inhibit(causes, lookback),
                new Dedupe(),
                new Route());
    }

    /** What a firing changes; nothing when it is known. */
    public List<Change> on(Alert alert, Situation situation, Instant now) {
        return through(Draft.of(alert, "", now), situation);
    }

    /** What a firing changes that was taken for an effect and was none. */
    List<Change> again(Alert alert, Situation situation, Instant now) {
        return through(Draft.of(alert, now.toString(), now), situation);
    }

    private List<Change> through(Draft first, Situation situation) {
        var draft = first;
        for (var stage : stages) {
            switch (stage.take(draft, situation)) {
                case Stage.Step.On on -> draft = on.draft();
                case Stage.Step.Done done -> {
                    return done.draft().changes();
                }
            }
        }
        return draft.changes();
    }
}
