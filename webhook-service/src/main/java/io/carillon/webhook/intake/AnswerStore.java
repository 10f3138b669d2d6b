package io.carillon.webhook.intake;

import io.carillon.webhook.intake.AnswerClaims.Claim;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/** Answers in Redis, for all replicas. Fails fast: a caller waits for it, and can do without it. */
@ApplicationScoped
class AnswerStore {

    private static final String PREFIX = "carillon:webhook:answer:";
    private static final String TEXT = "carillon:webhook:text:";

    private final Redis redis;
    private final ReactiveValueCommands<String, byte[]> values;
    private final AnswerReferences references;
    private final long ttlSeconds;

    AnswerStore(Redis redis, ReactiveRedisDataSource source, IntakeSettings settings, Clock clock) {
        this.redis = redis;
        this.values = source.value(byte[].class);
        this.references = new AnswerReferences(clock);
        this.ttlSeconds = settings.replayTtl().toSeconds();
    }

    /** Null inside when this request was not answered before. */
    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(RedisCircuits.FIND)
    Uni<byte[]> find(ReplayKey key) {
        return values.get(PREFIX + key);
    }

    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(RedisCircuits.KEEP)
    Uni<Void> keep(ReplayKey key, Answer answer) {
        return values.setex(PREFIX + key, ttlSeconds, answer.toBytes());
    }

    /**
     * Keeps each answer unless its request was answered before, all in one exchange; those that were need a second one, and
     * a third where they were answered otherwise than they would be now. (SET can do the first two at once only since
     * Redis 7.)
     *
     * @param claims at least one
     * @return in their order what is kept already, empty for those that were the first, or got the same answer
     */
    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(RedisCircuits.CLAIM)
    Uni<List<Optional<Answer>>> claim(List<Claim> claims) {
        var texts = new ArrayList<Request>();
        var commands = new ArrayList<Request>(claims.size());
        for (var claim : claims) {
            var answer = claim.answer();
            var set = Request.cmd(Command.SET).arg(PREFIX + claim.key());
            if (AnswerReferences.isLong(answer)) {
                var reference = references.of(answer);
                if (references.due(answer)) {
                    texts.add(text(reference, answer));
                }
                set.arg(reference);
            } else {
                set.arg(Buffer.buffer(answer.toBytes()));
            }
            commands.add(set.arg("NX").arg("EX").arg(ttlSeconds));
        }
        // The texts first: nothing may refer to what is not there.
        commands.addAll(0, texts);
        return exchange(commands)
                .onFailure()
                .invoke(references::forget)
                .onItem()
                .transformToUni(set -> earlier(claims, set.subList(texts.size(), set.size())));
    }

    /** Outlives everything that refers to it: the text is told again as long as that goes on. */
    private Request text(String reference, Answer answer) {
        return Request.cmd(Command.SET)
                .arg(TEXT + reference)
                .arg(Buffer.buffer(answer.toBytes()))
                .arg("EX")
                .arg(ttlSeconds + 2 * AnswerReferences.AGAIN.toSeconds());
    }

    private Uni<List<Optional<Answer>>> earlier(List<Claim> claims, List<@Nullable Response> set) {
        var repeated = new ArrayList<Integer>();
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i) == null) {
                repeated.add(i);
            }
        }
        var kept = new ArrayList<Optional<Answer>>(Collections.nCopies(claims.size(), Optional.empty()));
        if (repeated.isEmpty()) {
            return Uni.createFrom().item(kept);
        }
        return read(repeated.stream().map(i -> PREFIX + claims.get(i).key()).toList())
                .onItem()
                .transformToUni(found -> {
                    var otherwise = new LinkedHashMap<Integer, String>();
                    for (int i = 0; i < found.size(); i++) {
                        note(claims, repeated.get(i), found.get(i), kept, otherwise);
                    }
                    return otherwise.isEmpty() ? Uni.createFrom().item(kept) : withTexts(kept, otherwise);
                });
    }

    /** Into {@code kept} what says itself what was answered, into {@code otherwise} what refers to another text than now's. */
    private void note(
            List<Claim> claims,
            int claim,
            @Nullable Response value,
            List<Optional<Answer>> kept,
            Map<Integer, String> otherwise) {
        if (value == null) {
            // It ran out between the two exchanges.
            return;
        }
        var text = value.toString();
        if (!AnswerReferences.isReference(text)) {
            kept.set(claim, Answer.fromBytes(value.toBytes()));
        } else if (!text.equals(references.of(claims.get(claim).answer()))) {
            otherwise.put(claim, TEXT + text);
        }
    }

    /** @param keys by the claim whose answer lies there */
    private Uni<List<Optional<Answer>>> withTexts(List<Optional<Answer>> kept, Map<Integer, String> keys) {
        return read(List.copyOf(keys.values())).onItem().transform(texts -> {
            int next = 0;
            for (var claim : keys.keySet()) {
                var text = texts.get(next++);
                if (text != null) {
                    kept.set(claim, Answer.fromBytes(text.toBytes()));
                }
            }
            return kept;
        });
    }

    private Uni<List<@Nullable Response>> read(List<String> keys) {
        return exchange(
                keys.stream().map(key -> Request.cmd(Command.GET).arg(key)).toList());
    }

    private Uni<List<@Nullable Response>> exchange(List<Request> commands) {
        return Uni.createFrom().completionStage(() -> redis.batch(commands).toCompletionStage());
    }
}
