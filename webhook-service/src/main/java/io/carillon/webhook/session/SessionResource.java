package io.carillon.webhook.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.problem.ProblemException;
import io.carillon.webhook.session.Change.Kind;
import io.carillon.webhook.session.Change.Origin;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/session}: begin, look, use, end, clean up (R-WEB-19, R-WEB-22). */
@Path("/api/session")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SessionResource {

    private final CallSessions sessions;
    private final SessionStore store;
    private final SessionCleanup cleanup;
    private final Caller caller;
    private final EventPublisher publisher;
    private final EventFactory events;
    private final Clock clock;
    private final SessionIds ids = new SessionIds();

    SessionResource(
            CallSessions sessions,
            SessionStore store,
            SessionCleanup cleanup,
            Caller caller,
            EventPublisher publisher,
            EventFactory events,
            Clock clock) {
        this.sessions = sessions;
        this.store = store;
        this.cleanup = cleanup;
        this.caller = caller;
        this.publisher = publisher;
        this.events = events;
        this.clock = clock;
    }

    /** What {@code start} answers. */
    @RegisterForReflection
    public record Started(@JsonProperty("session_id") String sessionId) {}

    /**
     * A session that is going on.
     *
     * @param origin {@code call} or {@code web}
     * @param expiresAt when it ends unless it is used before
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            @JsonProperty("session_id") String sessionId,
            String origin,
            @Nullable UUID orgId,
            Instant startedAt,
            Instant seenAt,
            Instant expiresAt) {}

    /** What a clean-up by hand answers. */
    @RegisterForReflection
    public record CleanedUp(
            long removed, @JsonProperty("active_sessions") long activeSessions) {}

    /** What is done with Redis, which may be away. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SessionsUnavailable;
    }

    @POST
    @Path("/start")
    @Requires(Role.OPERATOR)
    public Started start() {
        var id = ids.next();
        var changed = available(() -> sessions.told(
                List.of(new Change(Kind.OPEN, id, Origin.WEB, caller.clinic().orElse(null)))));
        if (changed.opened() != 1) {
            throw new IllegalStateException("a new session was not opened");
        }
        return new Started(id);
    }

    @GET
    @Path("/{id}")
    @Requires(Role.VIEWER)
    public Shown look(@PathParam("id") String id) {
        var session = own(id);
        return new Shown(
                session.id(),
                session.origin(),
                session.orgId(),
                session.startedAt(),
                session.seenAt(),
                session.expiresAt());
    }

    /** Used: the idle time begins anew. */
    @POST
    @Path("/{id}/touch")
    @Requires(Role.OPERATOR)
    public void touch(@PathParam("id") String id) {
        change(own(id), Kind.TOUCH);
    }

    @DELETE
    @Path("/{id}")
    @Requires(Role.OPERATOR)
    public void end(@PathParam("id") String id) {
        change(own(id), Kind.CLOSE);
    }

    @POST
    @Path("/cleanup")
    @Requires(Role.OPERATOR)
    public CleanedUp cleanUp() {
        return switch (available(cleanup::now)) {
            case SessionCleanup.Outcome.Done(long removed, long active) -> {
                publisher.publishOrLog(events.event(new ChangeRecorded(
                        caller.name(),
                        "session",
                        "*",
                        "CLEAN_UP",
                        null,
                        "removed=" + removed,
                        caller.source(),
                        clock.instant())));
                yield new CleanedUp(removed, active);
            }
            case SessionCleanup.Outcome.Busy(), SessionCleanup.Outcome.Early() ->
                throw new ProblemException(
                                409,
                                "CLEANUP_RUNS",
                                "A clean-up is running",
                                "Another replica is cleaning up sessions; its count is in the log as session_cleanup.")
                        .withHeader("Retry-After", "60");
        };
    }

    private void change(Session session, Kind kind) {
        var origin = Origin.valueOf(session.origin().toUpperCase(Locale.ROOT));
        available(() -> sessions.told(List.of(new Change(kind, session.id(), origin, session.orgId()))));
    }

    /** The session, where there is one that the caller may know of. */
    private Session own(String id) {
        var clinic = caller.clinic();
        return (SessionIds.accepts(id) ? available(() -> store.find(id)) : java.util.Optional.<Session>empty())
                .filter(session -> clinic.isEmpty() || clinic.get().equals(session.orgId()))
                .orElseThrow(() -> new ProblemException(
                        404, "NOT_FOUND", "Not found", "This session is unknown, or it has ended."));
    }

    private static <T> T available(Work<T> work) {
        try {
            return work.run();
        } catch (SessionsUnavailable e) {
            throw new ProblemException(
                            503,
                            "SESSIONS_UNAVAILABLE",
                            "Sessions are unavailable",
                            "Sessions cannot be reached at the moment; calls go on. Try again in a few seconds.")
                    .withHeader("Retry-After", "2");
        }
    }
}
