package io.carillon.alerting.incident;

import io.carillon.alerting.notify.Dispatcher;
import io.carillon.alerting.pipeline.Acknowledgement;
import io.carillon.alerting.pipeline.Change;
import io.carillon.events.AuditEvent;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/incidents}: what is wrong, what happened, and who has taken it on (R-ALRT-80, R-ALRT-81). */
@Path("/api/incidents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class IncidentResource {

    private static final Set<String> STATUSES = Set.of("open", "acknowledged", "joined", "resolved");
    private static final int MOST = 500;

    private final IncidentQueries queries;
    private final IncidentDesk desk;
    private final Dispatcher dispatcher;
    private final Caller caller;
    private final EventFactory events;
    private final EventPublisher publisher;
    private final Clock clock;

    IncidentResource(
            IncidentQueries queries,
            IncidentDesk desk,
            Dispatcher dispatcher,
            Caller caller,
            EventFactory events,
            EventPublisher publisher,
            Clock clock) {
        this.queries = queries;
        this.desk = desk;
        this.dispatcher = dispatcher;
        this.caller = caller;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    @GET
    @Requires(Role.VIEWER)
    public IncidentView.Page list(
            @QueryParam("status") @Nullable String status, @QueryParam("limit") @DefaultValue("50") String limit) {
        if (status != null && !STATUSES.contains(status)) {
            throw invalid("status is not one of open, acknowledged, joined, resolved");
        }
        try {
            return new IncidentView.Page(queries.list(status, limit(limit)));
        } catch (StoreAwayException e) {
            throw storeAway();
        }
    }

    @GET
    @Path("/{id}")
    @Requires(Role.VIEWER)
    public IncidentView.Detail one(@PathParam("id") String id) {
        return detail(idOf(id));
    }

    /** Takes the incident on. The second one to do so changes nothing and sees who was first. */
    @POST
    @Path("/{id}/acknowledge")
    @Requires(Role.OPERATOR)
    public IncidentView.Detail acknowledge(@PathParam("id") String text) {
        var id = idOf(text);
        var before = detail(id).incident();
        if (before.acknowledgedAt() == null && !before.status().equals("open")) {
            throw new ProblemException(
                            409,
                            "INCIDENT_OVER",
                            "The incident is over",
                            "The incident is %s; only an open one can be acknowledged".formatted(before.status()))
                    .with("status", before.status());
        }
        var changes =
                desk.decide((situation, history) -> Acknowledgement.of(id, caller.name(), situation, clock.instant()));
        if (!changes.isEmpty()) {
            dispatcher.nudge();
            audit(changes.getFirst());
        }
        return detail(id);
    }

    private void audit(Change acknowledged) {
        publisher.publishOrLog(events.event(new AuditEvent.ChangeRecorded(
                caller.name(),
                "incident",
                acknowledged.incidentId().toString(),
                "ACKNOWLEDGE",
                "open",
                "acknowledged",
                caller.source(),
                acknowledged.at())));
    }

    private IncidentView.Detail detail(UUID id) {
        try {
            return queries.detail(id)
                    .orElseThrow(() -> new ProblemException(
                            404, "NOT_FOUND", "Unknown incident", "There is no incident with this id"));
        } catch (StoreAwayException e) {
            throw storeAway();
        }
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid("the incident's id is not a UUID");
        }
    }

    private static int limit(String text) {
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST) {
            throw invalid("limit is not a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(400, "VALIDATION", "The request cannot be understood", detail);
    }

    private static ProblemException storeAway() {
        return new ProblemException(
                        503,
                        "STORE_AWAY",
                        "The incident store is away",
                        "Incidents cannot be shown now; pages of ranks 0 and 1 go out nevertheless")
                .withHeader("Retry-After", "5");
    }
}
