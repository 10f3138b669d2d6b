package io.carillon.webhook.limit;

import io.carillon.events.CommandEvent.RateLimitSet;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.limit.Limit;
import io.carillon.kit.limit.LimitKind;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The limits that operators have set, kept in Redis for as long as they hold. Services hear of them by command, and the
 * topic of commands keeps a day: so they are told again every few hours, and a service that starts hears all of them.
 */
@ApplicationScoped
class KeptLimits {

    private static final Logger LOG = Logger.getLogger(KeptLimits.class);
    private static final String KEY = "carillon:limits";
    private static final String EVERY_SERVICE = "*";

    private final RedisDataSource redis;
    private final EventPublisher publisher;
    private final EventFactory events;

    KeptLimits(RedisDataSource redis, EventPublisher publisher, EventFactory events) {
        this.redis = redis;
        this.publisher = publisher;
        this.events = events;
    }

    /**
     * @param name null for all of this kind that have no limit of their own
     * @param limit empty for what the settings say
     * @throws RuntimeException when Redis does not answer: nothing was changed
     */
    void keep(LimitKind kind, @Nullable String name, Optional<Limit> limit, String actor) {
        var field = kind.word() + (name == null ? "" : ":" + name);
        if (limit.isPresent()) {
            redis.hash(String.class)
                    .hset(
                            KEY,
                            field,
                            limit.get().perSecond() + ";" + limit.get().burst() + ";" + actor);
        } else {
            redis.hash(String.class).hdel(KEY, field);
        }
        tell(kind.word(), name, limit, actor);
    }

    private void tell(String kind, @Nullable String name, Optional<Limit> limit, String actor) {
        publisher.publishOrLog(events.event(new RateLimitSet(
                EVERY_SERVICE,
                kind,
                name,
                limit.map(Limit::perSecond).orElse(null),
                limit.map(Limit::burst).orElse(null),
                actor)));
    }

    @Scheduled(
            identity = "limits-told-again",
            every = "6h",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void tellAgain() {
        try {
            redis.hash(String.class).hgetall(KEY).entrySet().forEach(this::tellAgain);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "rate limits are not told again: Redis does not answer (%s)",
                    e.getClass().getSimpleName());
        }
    }

    private void tellAgain(Map.Entry<String, String> kept) {
        var subject = kept.getKey().split(":", 2);
        var parts = kept.getValue().split(";", 3);
        try {
            var limit = new Limit(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            tell(subject[0], subject.length == 2 ? subject[1] : null, Optional.of(limit), parts[2]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            LOG.warnf("a kept rate limit cannot be read; expected 'perSecond;burst;actor' at %s", KEY);
        }
    }
}
