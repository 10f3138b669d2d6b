package io.carillon.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.carillon.webhook.delivery.DeliveryView.DeliveryList;
import io.carillon.webhook.delivery.QueueHealth.Backlog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/webhook-metrics}: what became of callbacks after they were answered (R-WEB-12 to R-WEB-16). */
@Path("/api/webhook-metrics")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookMetricsResource {

    private final QueueLook queue;
    private final DeliveryQueries queries;
    private final Redelivery redelivery;
    private final Transactions transactions;
    private final Caller caller;
    private final Clock clock;

    WebhookMetricsResource(
            QueueLook queue,
            DeliveryQueries queries,
            Redelivery redelivery,
            Transactions transactions,
            Caller caller,
            Clock clock) {
        this.queue = queue;
        this.queries = queries;
        this.redelivery = redelivery;
        this.transactions = transactions;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * The queue as R-WEB-12 has it.
     *
     * @param status {@code healthy}, {@code degraded} or {@code unhealthy}
     * @param waiting on Kafka for this replica, behind others of their call, or put back; as the other numbers null while the database is away
     * @param completed within the last day
     * @param redis {@code ok} or {@code away}
     * @param successRate of the last day's, for example {@code 99.6%}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record QueueView(
            String status,
            @Nullable Long waiting,
            @Nullable Long active,
            @Nullable Long completed,
            @Nullable Long failed,
            @Nullable Long delayed,
            @Nullable DeadLetterView deadLetter,
            String redis,
            @Nullable String successRate) {}

    /**
     * Those that nobody has put back.
     *
     * @param growing new ones in each of the last two five minutes
     */
    @RegisterForReflection
    public record DeadLetterView(long size, long oldestAgeSeconds, boolean growing) {}

    /** 503 when unhealthy, the database being away included. */
    @GET
    @Path("/queue-health")
    @Requires(Role.VIEWER)
    public Response queueHealth() {
        var now = clock.instant();
        return switch (queue.look()) {
            case QueueLook.Seen.Away(boolean redis) ->
                Response.status(503)
                        .entity(new QueueView(
                                QueueHealth.UNHEALTHY.word(), null, null, null, null, null, null, word(redis), null))
                        .build();
            case QueueLook.Seen.Queue(Backlog backlog, boolean redis) -> {
                var health = QueueHealth.of(backlog, redis, now);
                yield Response.status(health == QueueHealth.UNHEALTHY ? 503 : 200)
                        .entity(view(health, backlog, redis, now))
                        .build();
            }
        };
    }

    private static QueueView view(QueueHealth health, Backlog backlog, boolean redis, Instant now) {
        return new QueueView(
                health.word(),
                backlog.waiting(),
                backlog.active(),
                backlog.completed(),
                backlog.failed(),
                backlog.delayed(),
                new DeadLetterView(backlog.dead(), backlog.oldestDeadSeconds(now), backlog.growing()),
                word(redis),
                backlog.successRateText());
    }

    private static String word(boolean redis) {
        return redis ? "ok" : "away";
    }

    /** A job that was put back. */
    @RegisterForReflection
    public record Retried(long jobId, String status) {}

    /** Puts one failed job back: 202, 404 for an unknown one, 409 for one that has not failed. */
    @POST
    @Path("/retry-failed/{job-id}")
    @Requires(Role.OPERATOR)
    public Response retry(@PathParam("job-id") String text) {
        var jobId = JobIds.of(text).orElseThrow(WebhookMetricsResource::unknown);
        return switch (redelivery.retry(jobId)) {
            case Redelivery.Answer.Back ignored ->
                Response.accepted(new Retried(jobId, Status.WAITING.word())).build();
            case Redelivery.Answer.Unknown ignored -> throw unknown();
            case Redelivery.Answer.NotFailed(Status status) ->
                throw new ProblemException(409, "NOT_FAILED", "Not failed", whyNot(status));
        };
    }

    private static String whyNot(Status status) {
        return switch (status) {
            case DEAD ->
                "The job is dead by its sender's fault; once we can read it, put it back with dead-letters/replay.";
            case FAILED -> "What the callback said was forgotten with the patient; there is nothing left to try.";
            case WAITING, ACTIVE, COMPLETED, DELAYED ->
                "The job is %s; only a failed one is put back.".formatted(status.word());
        };
    }

    private static ProblemException unknown() {
        return new ProblemException(
                404,
                "NOT_FOUND",
                "Not found",
                "There is no job of this id; webhook-metrics/failed lists those that failed.");
    }

    /**
     * Jobs that were put back, oldest first; ask again for what is left.
     *
     * @param retried how many
     */
    @RegisterForReflection
    public record RetriedList(int retried, List<Long> jobs) {}

    /**
     * Puts all failed jobs of a time back, up to a limit.
     *
     * @param body {@code from} and {@code to} (when callbacks were accepted, at most 31 days), {@code provider} twilio or vapi,
     *     {@code limit} up to 500, 100 by default
     */
    @POST
    @Path("/retry-failed")
    @Requires(Role.OPERATOR)
    public Response retryAll(byte @Nullable [] body) {
        return putBack(ChoiceReader.read(body, EnumSet.of(Status.FAILED)), "RETRY_FAILED");
    }

    /**
     * Replays dead letters: as {@link #retryAll}, and also those that died by their sender's fault.
     *
     * @param body as of {@link #retryAll}, and {@code cause} sender, ours or dependency
     */
    @POST
    @Path("/dead-letters/replay")
    @Requires(Role.OPERATOR)
    public Response replay(byte @Nullable [] body) {
        return putBack(ChoiceReader.read(body, EnumSet.of(Status.FAILED, Status.DEAD)), "REPLAY_DEAD_LETTERS");
    }

    private Response putBack(Redelivery.Choice choice, String action) {
        var jobs = redelivery.putBack(choice, action);
        return Response.accepted(new RetriedList(jobs.size(), jobs)).build();
    }

    /**
     * Failed jobs, in order of id.
     *
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Path("/failed")
    @Requires(Role.VIEWER)
    public DeliveryList failed(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        return page(EnumSet.of(Status.FAILED), provider, after, limit);
    }

    /** Dead letters, the failed included; as {@link #failed}. */
    @GET
    @Path("/dead-letters")
    @Requires(Role.VIEWER)
    public DeliveryList deadLetters(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        return page(EnumSet.of(Status.FAILED, Status.DEAD), provider, after, limit);
    }

    private DeliveryList page(
            Set<Status> statuses, @Nullable String provider, @Nullable String after, @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var last = after == null || after.isEmpty()
                ? 0
                : JobIds.of(after)
                        .orElseThrow(
                                () -> QueryParameters.invalid("after is no job id; expected next of the page before."));
        var whose = QueryParameters.given("provider", provider).orElse(null);
        return DeliveryList.of(
                transactions.visibleTo(
                        caller.clinic(), connection -> queries.page(connection, statuses, whose, last, size)),
                size);
    }
}
