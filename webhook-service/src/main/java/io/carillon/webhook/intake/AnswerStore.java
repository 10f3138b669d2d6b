package io.carillon.webhook.intake;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.value.ReactiveValueCommands;
import io.smallrye.faulttolerance.api.AsynchronousNonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Answers in Redis, for all replicas. Fails fast: a caller waits for it, and can do without it. */
@ApplicationScoped
class AnswerStore {

    private static final String PREFIX = "carillon:webhook:answer:";

    private final ReactiveValueCommands<String, byte[]> values;
    private final long ttlSeconds;

    AnswerStore(ReactiveRedisDataSource redis, IntakeSettings settings) {
        this.values = redis.value(byte[].class);
        this.ttlSeconds = settings.replayTtl().toSeconds();
    }

    /** Null inside when this request was not answered before. */
    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    Uni<byte[]> find(ReplayKey key) {
        return values.get(PREFIX + key);
    }

    @AsynchronousNonBlocking
    @Timeout(value = 150, unit = ChronoUnit.MILLIS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    Uni<Void> keep(ReplayKey key, Answer answer) {
        return values.setex(PREFIX + key, ttlSeconds, answer.toBytes());
    }
}
