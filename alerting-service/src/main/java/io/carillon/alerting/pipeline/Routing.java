package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.notify.Target;
import java.util.stream.Stream;

/** Queues an alert's opening notifications. */
final class Routing {

    private Routing() {}

    /** One notification for each target that the incident has not told yet. */
    static Stream<Change> tell(OpenIncident incident, Draft draft) {
        return draft.alert().targets().stream()
                .filter(target -> !incident.tells(target))
                .map(target -> target.served()
                        ? new Change.Queued(incident.id(), opening(incident, target, draft), draft.now())
                        : new Change.Noted(
                                incident.id(),
                                "Not told by %s to %s: there is no such channel yet"
                                        .formatted(target.channel(), target.address()),
                                draft.now()));
    }

    private static Notification opening(OpenIncident incident, Target target, Draft draft) {
        var alert = draft.alert();
        return new Notification(
                IncidentIds.part(incident.id(), target, Action.TRIGGER, alert.rule(), alert.t0(), draft.turn()),
                incident.id(),
                alert.rank(),
                target,
                Action.TRIGGER,
                draft.tellAt(),
                alert.message().leadingTo(incident.opening().message().incident()));
    }
}
