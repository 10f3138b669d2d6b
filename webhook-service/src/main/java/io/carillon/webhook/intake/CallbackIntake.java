package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.problem.ProblemException;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way of every callback whose sender is proven: answered before? → made durable → answered → the answer kept. Nothing
 * here waits on a thread.
 */
@ApplicationScoped
public class CallbackIntake {

    private static final Logger LOG = Logger.getLogger(CallbackIntake.class);

    /** Bytes of one event: with its headers it must fit into what Kafka takes, one megabyte. */
    private static final int MAX_EVENT = 1_000_000;

    /** Answers that this replica keeps itself: a few seconds' at the greatest rate, 5 MiB at most. */
    private static final int RECENT = 16_384;

    private final EventCodec codec = new EventCodec();
    private final DurableIntake durable;
    private final AnswerStore answers;
    private final AnswerClaims claims;
    private final Metrics metrics;

    /** Requests being answered right now; a repeat that overtakes its first answer waits for that one. */
    private final Map<ReplayKey, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();

    private final RecentAnswers recent = new RecentAnswers(RECENT);

    CallbackIntake(DurableIntake durable, AnswerStore answers, AnswerClaims claims, Metrics metrics) {
        this.durable = durable;
        this.answers = answers;
        this.claims = claims;
        this.metrics = metrics;
    }

    /**
     * For a callback that leads to nothing on this way: its answer is known, so it is laid claim to while the event is made
     * durable, and nobody is asked before. Whoever was answered elsewhere gets that answer, byte for byte; the event is
     * recorded again then, under the same {@code ce_id} (ADR 0025).
     *
     * @param known the answer where this request was not answered before
     * @param notAccepted the answer where the event could not be made durable
     */
    public CompletionStage<Answer> accept(
            ReplayKey key, CloudEvent<CallbackAccepted> event, Answer known, Supplier<Answer> notAccepted) {
        var before = recent.find(key);
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        var answer = new CompletableFuture<Answer>();
        var other = underWay.putIfAbsent(key, answer);
        if (other != null) {
            return other;
        }
        try {
            var claimed = claims.claim(key, known);
            var unused = record(event)
                    .thenCombine(claimed, (recorded, first) -> switch (recorded) {
                        case PUBLISHED, SPOOLED -> {
                            recent.keep(key, first);
                            yield first;
                        }
                        case NOT_ACCEPTED -> notAccepted(event, notAccepted);
                    })
                    .whenCompleteAsync((done, failure) -> end(key, answer, done, failure), requestThread());
        } catch (RuntimeException e) {
            end(key, answer, null, e);
        }
        return answer;
    }

    private void end(
            ReplayKey key, CompletableFuture<Answer> answer, @Nullable Answer done, @Nullable Throwable failure) {
        underWay.remove(key);
        if (failure == null) {
            answer.complete(done);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    /**
     * For a callback for which something is done, so that a repeat has to be known beforehand.
     *
     * @param answering makes the answer once the event is durable; must not block
     * @param notAccepted the answer where the event could not be made durable
     */
    public CompletionStage<Answer> accept(
            ReplayKey key,
            CloudEvent<CallbackAccepted> event,
            Supplier<CompletionStage<Answer>> answering,
            Supplier<Answer> notAccepted) {
        var answer = new CompletableFuture<Answer>();
        var other = underWay.putIfAbsent(key, answer);
        if (other != null) {
            return other;
        }
        var request = requestThread();
        find(key)
                .thenComposeAsync(
                        known -> known.isPresent()
                                ? CompletableFuture.completedFuture(known.get())
                                : first(key, event, answering, notAccepted, request),
                        request)
                .whenComplete((done, failure) -> end(key, answer, done, failure));
        return answer;
    }

    private CompletionStage<Answer> first(
            ReplayKey key,
            CloudEvent<CallbackAccepted> event,
            Supplier<CompletionStage<Answer>> answering,
            Supplier<Answer> notAccepted,
            Executor request) {
        return record(event)
                .thenComposeAsync(
                        recorded -> switch (recorded) {
                            case PUBLISHED, SPOOLED ->
                                answering.get().thenComposeAsync(answer -> keep(key, answer), request);
                            case NOT_ACCEPTED -> CompletableFuture.completedFuture(notAccepted(event, notAccepted));
                        },
                        request);
    }

    private CompletionStage<Recorded> record(CloudEvent<CallbackAccepted> event) {
        var encoded = codec.encode(event);
        if (encoded.value().length > MAX_EVENT) {
            throw new ProblemException(
                    413, "TOO_LARGE", "Body too large", "The callback is larger than can be recorded.");
        }
        metrics.count(
                "webhook.callbacks",
                Map.of("provider", event.data().provider(), "kind", event.data().kind()));
        return durable.record(encoded);
    }

    private Answer notAccepted(CloudEvent<CallbackAccepted> event, Supplier<Answer> notAccepted) {
        failed(event.data().provider(), "not-accepted");
        LOG.errorf(
                "webhook callback failed: neither Kafka nor the spool took it (%s)",
                event.data().kind());
        return notAccepted.get();
    }

    /**
     * Back to the request's own event loop: not to work on the thread of Kafka's producer or of the spool, and to find
     * the request's id there again.
     */
    private static Executor requestThread() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
    }

    /** Counts a callback that did not go as it should: {@code not-accepted}, {@code error}, {@code late}, {@code signature}. */
    public void failed(String provider, String reason) {
        metrics.count("webhook.failures", Map.of("provider", provider, "reason", reason));
    }

    private CompletionStage<Optional<Answer>> find(ReplayKey key) {
        return answers.find(key).subscribeAsCompletionStage().handle((kept, failure) -> {
            if (failure != null) {
                LOG.debugf("no look at earlier answers: %s", failure.getClass().getSimpleName());
            }
            return failure == null && kept != null ? Answer.fromBytes(kept) : Optional.empty();
        });
    }

    private CompletionStage<Answer> keep(ReplayKey key, Answer answer) {
        return answers.keep(key, answer).subscribeAsCompletionStage().handle((done, failure) -> {
            if (failure != null) {
                LOG.debugf("the answer is not kept: %s", failure.getClass().getSimpleName());
            }
            return answer;
        });
    }
}
