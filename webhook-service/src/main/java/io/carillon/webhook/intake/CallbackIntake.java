package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.events.EventCodec;
import io.carillon.kit.limit.RateLimits;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.problem.ProblemException;
import io.quarkus.arc.All;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The way of every callback whose sender is proven: answered before? → made durable → answered → the answer kept. Nothing
 * here waits on a thread.
 */
@ApplicationScoped
public class CallbackIntake {

    private static final Logger LOG = Logger.getLogger(CallbackIntake.class);

    /** Bytes of one event: with its headers it must fit into what Kafka takes, one megabyte. */
    private static final int MAX_EVENT = 1_000_000;

    private final EventCodec codec = new EventCodec();
    private final DurableIntake durable;
    private final AnswerStore answers;
    private final Metrics metrics;
    private final RateLimits limits;
    private final List<CallbackWatcher> watchers;

    /** Requests being answered right now; a repeat that overtakes its first answer waits for that one. */
    private final Map<ReplayKey, CompletableFuture<Answer>> underWay = new ConcurrentHashMap<>();

    CallbackIntake(DurableIntake durable, AnswerStore answers, Metrics metrics, @All List<CallbackWatcher> watchers) {
        this.durable = durable;
        this.answers = answers;
        this.metrics = metrics;
        this.limits = limits;
        this.watchers = watchers;
    }

    /**
     * @param answering makes the answer once the event is durable; must not block
     * @param notAccepted the answer where the event could not be made durable
     */
    public CompletionStage<Answer> accept(
            ReplayKey key,
            CloudEvent<CallbackAccepted> event,
            Supplier<CompletionStage<Answer>> answering,
            Supplier<Answer> notAccepted) {
        limits.signed(event.data().provider());
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
                .whenComplete((done, failure) -> {
                    underWay.remove(key);
                    if (failure == null) {
                        answer.complete(done);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return answer;
    }

    private CompletionStage<Answer> first(
            ReplayKey key,
            CloudEvent<CallbackAccepted> event,
            Supplier<CompletionStage<Answer>> answering,
            Supplier<Answer> notAccepted,
            Executor request) {
        var provider = event.data().provider();
        var encoded = codec.encode(event);
        if (encoded.value().length > MAX_EVENT) {
            throw new ProblemException(
                    413, "TOO_LARGE", "Body too large", "The callback is larger than can be recorded.");
        }
        metrics.count(
                "webhook.callbacks",
                Map.of("provider", provider, "kind", event.data().kind()));
        return durable.record(encoded)
                .thenComposeAsync(
                        recorded -> switch (recorded) {
                            case PUBLISHED, SPOOLED -> {
                                watchers.forEach(watcher -> watcher.accepted(event));
                                yield answering.get().thenComposeAsync(answer -> keep(key, answer), request);
                            }
                            case NOT_ACCEPTED -> {
                                failed(provider, "not-accepted");
                                LOG.errorf(
                                        "webhook callback failed: neither Kafka nor the spool took it (%s)",
                                        event.data().kind());
                                yield CompletableFuture.completedFuture(notAccepted.get());
                            }
                        },
                        request);
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
