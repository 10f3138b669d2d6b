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
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/** Answers in Redis, for all replicas. Fails fast: a caller waits for it, and can do without it. */
@ApplicationScoped
class AnswerStore {

    private static final String PREFIX = "carillon:webhook:answer:";

    private final Redis redis;
    private final ReactiveValueCommands<String, byte[]> values;
    private final long ttlSeconds;

    AnswerStore(Redis redis, ReactiveRedisDataSource source, IntakeSettings settings) {
        this.redis = redis;
        this.values = source.value(byte[].class);
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
     * Keeps each answer unless its request was answered before, all in one exchange; those that were need a second one.
     * (SET can do both at once only since Redis 7.)
     *
     * @param claims at least one
     * @return in their order what is kept already, empty for those that were the first
     */
    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(RedisCircuits.CLAIM)
    Uni<List<Optional<Answer>>> claim(List<Claim> claims) {
        var commands = new ArrayList<Request>(claims.size());
        for (var claim : claims) {
            commands.add(Request.cmd(Command.SET)
                    .arg(PREFIX + claim.key())
                    .arg(Buffer.buffer(claim.answer().toBytes()))
                    .arg("NX")
                    .arg("EX")
                    .arg(ttlSeconds));
        }
        return exchange(commands)
                .onItem()
                .transformToUni(set -> set.contains(null)
                        ? earlier(claims, set)
                        : Uni.createFrom().item(Collections.nCopies(claims.size(), Optional.empty())));
    }

    private Uni<List<Optional<Answer>>> earlier(List<Claim> claims, List<@Nullable Response> set) {
        var asked = new ArrayList<Integer>();
        var commands = new ArrayList<Request>();
        for (int i = 0; i < set.size(); i++) {
            if (set.get(i) == null) {
                asked.add(i);
                commands.add(Request.cmd(Command.GET).arg(PREFIX + claims.get(i).key()));
            }
        }
        return exchange(commands).onItem().transform(found -> {
            var kept = new ArrayList<Optional<Answer>>(Collections.nCopies(claims.size(), Optional.empty()));
            for (int i = 0; i < found.size(); i++) {
                var value = found.get(i);
                if (value != null) {
                    kept.set(asked.get(i), Answer.fromBytes(value.toBytes()));
                }
            }
            return kept;
        });
    }

    private Uni<List<@Nullable Response>> exchange(List<Request> commands) {
        return Uni.createFrom().completionStage(() -> redis.batch(commands).toCompletionStage());
    }
}
