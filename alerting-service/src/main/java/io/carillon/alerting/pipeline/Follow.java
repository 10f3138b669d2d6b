package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Notification;
import java.time.Instant;

/** Notifications that follow an opening one, to the same target; one of each kind, whoever decides it. */
final class Follow {

    private Follow() {}

    static Notification up(Notification told, Action action, String note, Instant at) {
        return new Notification(
                IncidentIds.part(told.id(), action),
                told.incidentId(),
                told.rank(),
                told.target(),
                action,
                at,
                told.message().noting(note));
    }
}
