package io.carillon.alerting.pipeline;

import java.util.stream.Stream;

/** What changes when an alert becomes part of an incident that is there already. */
final class Joining {

    private Joining() {}

    /**
     * The alert contributes; a stricter rank raises the incident and tells those whom the lesser rank did not reach, so
     * that a lesser cause never hides a page.
     */
    static Stream<Change> changes(OpenIncident incident, Draft draft) {
        var alert = draft.alert();
        var contributed = Stream.<Change>of(new Change.Contributed(incident.id(), alert, draft.now()));
        if (alert.rank() >= incident.rank()) {
            return contributed;
        }
        var raised = new Change.Raised(
                incident.id(),
                alert.rank(),
                alert.label(),
                incident.opening().t0().plus(alert.respondWithin()),
                alert.rule(),
                draft.now());
        return Stream.concat(Stream.concat(contributed, Stream.of(raised)), Routing.tell(incident, draft));
    }
}
