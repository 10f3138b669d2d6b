package io.carillon.alerting.incident;

import io.carillon.alerting.notify.Dispatcher;
import io.carillon.alerting.pack.RuleBook;
import io.carillon.alerting.pipeline.AlertPipeline;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Clearance;
import io.carillon.alerting.pipeline.Situation;
import io.carillon.alerting.window.ConditionVerdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** What becomes of a verdict. */
@ApplicationScoped
class VerdictDesk {

    private static final Logger LOG = Logger.getLogger(VerdictDesk.class);

    private final IncidentDesk desk;
    private final RuleBook rules;
    private final AlertPipeline pipeline;
    private final Clearance clearance;
    private final Dispatcher dispatcher;
    private final Clock clock;

    VerdictDesk(
            IncidentDesk desk,
            RuleBook rules,
            AlertPipeline pipeline,
            Clearance clearance,
            Dispatcher dispatcher,
            Clock clock) {
        this.desk = desk;
        this.rules = rules;
        this.pipeline = pipeline;
        this.clearance = clearance;
        this.dispatcher = dispatcher;
        this.clock = clock;
    }

    void on(ConditionVerdict verdict) {
        var changes = switch (verdict) {
            case ConditionVerdict.Firing firing -> firing(firing);
            case ConditionVerdict.Clear clear ->
                desk.decide((situation, history) -> cleared(clear, situation, history));
        };
        if (changes.stream().anyMatch(Change.Queued.class::isInstance)) {
            dispatcher.nudge();
        }
    }

    private List<Change> cleared(ConditionVerdict.Clear clear, Situation situation, History history) {
        var now = clock.instant();
        return history.away()
                ? clearance.onWithoutStore(clear.rule(), clear.condition(), clear.t0(), situation, now)
                : clearance.on(clear.rule(), clear.condition(), clear.t0(), situation, now);
    }

    private List<Change> firing(ConditionVerdict.Firing firing) {
        var alert = rules.alert(firing);
        if (alert.isEmpty()) {
            LOG.warnf("a verdict of rule %s, which the pack does not have, is passed over", firing.rule());
            return List.of();
        }
        return desk.decide((situation, history) ->
                history.knows(alert.get()) ? List.of() : pipeline.on(alert.get(), situation, clock.instant()));
    }
}
