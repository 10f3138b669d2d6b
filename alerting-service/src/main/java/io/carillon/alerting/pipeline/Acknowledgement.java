package io.carillon.alerting.pipeline;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.PagerDutyChannel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A person takes an incident on; the second one to do so changes nothing (R-ALRT-80). Only the pager has a state to
 * acknowledge; the room is told of the beginning and the end.
 */
public final class Acknowledgement {

    private Acknowledgement() {}

    /** What acknowledging changes; empty when the incident is not open or was acknowledged before. */
    public static List<Change> of(UUID incidentId, String actor, Situation situation, Instant now) {
        return situation.incident(incidentId).filter(incident -> !incident.acknowledged()).stream()
                .flatMap(incident -> Stream.concat(
                        Stream.<Change>of(new Change.Acknowledged(incidentId, actor, now)),
                        incident.triggered()
                                .filter(told ->
                                        told.notification().target().channel().equals(PagerDutyChannel.NAME))
                                .map(told -> new Change.Queued(
                                        incidentId,
                                        Follow.up(
                                                told.notification(),
                                                Action.ACKNOWLEDGE,
                                                "Acknowledged by " + actor,
                                                now),
                                        now))))
                .toList();
    }
}
