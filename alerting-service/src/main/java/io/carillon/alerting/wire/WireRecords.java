package io.carillon.alerting.wire;

import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.notify.Target;
import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Contributor;
import io.carillon.alerting.pipeline.OpenIncident;
import io.carillon.alerting.pipeline.Situation;
import io.carillon.alerting.pipeline.Told;
import io.carillon.alerting.signal.Sample;
import io.carillon.alerting.window.ConditionVerdict;
import io.carillon.runbook.rule.Bucket;
import io.carillon.runbook.rule.CountState;
import io.carillon.runbook.rule.HealthState;
import io.carillon.runbook.rule.Hold;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The records that Jackson meets only at run time, for the native image. */
@RegisterForReflection(
        targets = {
            Alert.class,
            Bucket.class,
            Change.Absorbed.class,
            Change.Acknowledged.class,
            Change.Attempted.class,
            Change.Contributed.class,
            Change.Eased.class,
            Change.LetGo.class,
            Change.Noted.class,
            Change.Unplaced.class,
            Change.Opened.class,
            Change.Queued.class,
            Change.Raised.class,
            Change.Resolved.class,
            Change.Withdrawn.class,
            ConditionVerdict.Clear.class,
            ConditionVerdict.Firing.class,
            CountState.class,
            HealthState.class,
            Hold.class,
            OpenIncident.class,
            Situation.class,
            Told.class,
            Contributor.class,
            Message.class,
            Notification.class,
            Sample.BucketSample.class,
            Sample.ProbeSample.class,
            Target.class
        },
        classNames = {"io.carillon.alerting.window.Recent", "io.carillon.alerting.window.Tracker$Kept"})
final class WireRecords {
    private WireRecords() {}
}
