package io.carillon.webhook.sms;

import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.carillon.webhook.sms.FailedRepository.Failed;
import io.carillon.webhook.sms.RetryDesk.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages that did not arrive, by Twilio's error code, and sending them again (R-WEB-18). */
@Path("/api/sms/failed")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FailedResource {

    private static final int LARGEST_CODE = 999_999;

    /** Messages put back at once by default, and at most. */
    private static final int BATCH = 100;

    private static final int LARGEST_BATCH = 500;

    private final RetryDesk desk;

    FailedResource(RetryDesk desk) {
        this.desk = desk;
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record FailedList(
            List<FailedView> messages, @Nullable UUID next) {}

    /**
     * @param kind {@code confirmation}, {@code moved} or {@code cancelled}
     * @param state {@code failed}, {@code undelivered} or {@code unknown}
     * @param errorCode Twilio's; null where it gave none
     * @param explanation what the code, or our reason, means
     * @param to the last four digits of the recipient's number; null where none was tried
     * @param lookedUpAt when Twilio is asked for it next; null where it is not asked
     */
    @RegisterForReflection
    public record FailedView(
            UUID id,
            UUID orgId,
            String appointmentId,
            String kind,
            String channel,
            String state,
            @Nullable Integer errorCode,
            @Nullable String reason,
            @Nullable String explanation,
            @Nullable String to,
            int tries,
            Instant appointmentStart,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant lookedUpAt) {

        static FailedView of(Failed failed) {
            var why = failed.why();
            var last4 = failed.last4();
            return new FailedView(
                    failed.id(),
                    failed.clinic(),
                    failed.appointmentId(),
                    failed.kind().word(),
                    failed.channel().word(),
                    failed.state().word(),
                    failed.code() == 0 ? null : failed.code(),
                    why == null ? null : why.word(),
                    failed.code() != 0 ? MessageError.meaning(failed.code()) : why == null ? null : why.text(),
                    last4 == null ? null : "…" + last4,
                    failed.tries(),
                    failed.start(),
                    failed.created(),
                    failed.updated(),
                    failed.due());
        }
    }

    /** @param queued how many are looked up and, where Twilio does not have them, sent again */
    @RegisterForReflection
    public record Retried(int queued) {}

    /**
     * Newest first.
     *
     * @param errorCode only those with this code of Twilio's
     * @param clinic code or org_id; only its messages
     */
    @GET
    @Requires(Role.VIEWER)
    public FailedList failed(
            @QueryParam("errorCode") @Nullable String errorCode,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var code = QueryParameters.number("errorCode", errorCode, 0, 1, LARGEST_CODE);
        var last = QueryParameters.id("after", after).orElse(null);
        var page = desk.page(code == 0 ? null : code, clinic, last, size);
        return new FailedList(
                page.stream().map(FailedView::of).toList(),
                page.size() < size ? null : page.getLast().id());
    }

    /** Looks the message up at Twilio and sends it again where it did not arrive; never one that did. */
    @POST
    @Path("/{id}/retry")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    public Response retry(@PathParam("id") String id) {
        var outcome = QueryParameters.id(id).map(desk::retry).orElseGet(() -> new Outcome.Unknown());
        return switch (outcome) {
            case Outcome.Queued() -> Response.accepted(new Retried(1)).build();
            case Outcome.Unknown() ->
                throw new ProblemException(
                        404, "UNKNOWN_MESSAGE", "Unknown message", "There is no message with this id.");
            case Outcome.NotFailed(State state) ->
                throw new ProblemException(
                        409,
                        "NOT_FAILED",
                        "Message has not failed",
                        "The message is %s; only one that is failed, undelivered or unknown is sent again."
                                .formatted(state.word()));
            case Outcome.TooLate() ->
                throw new ProblemException(
                        409,
                        "TOO_LATE",
                        "Too late",
                        "The appointment has begun; a message about it is not sent any more.");
        };
    }

    /**
     * The same for all that failed with a code, the oldest first.
     *
     * @param errorCode Twilio's code; without one it would be everything, which nobody means
     * @param limit 100 by default, at most 500; ask again for more
     */
    @POST
    @Path("/retry")
    @Consumes(MediaType.WILDCARD)
    @Requires(Role.OPERATOR)
    public Response retryAll(
            @QueryParam("errorCode") @Nullable String errorCode,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("limit") @Nullable String limit) {
        if (errorCode == null || errorCode.isEmpty()) {
            throw QueryParameters.invalid("errorCode is missing; expected one of Twilio's, for example 30008.");
        }
        var code = QueryParameters.number("errorCode", errorCode, 0, 1, LARGEST_CODE);
        var size = QueryParameters.limit(limit, BATCH, LARGEST_BATCH);
        return Response.accepted(new Retried(desk.retryAll(code, clinic, size))).build();
    }
}
