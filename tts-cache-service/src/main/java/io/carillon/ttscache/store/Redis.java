package io.carillon.ttscache.store;

import io.carillon.kit.outside.Circuits;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one door to Redis. Every command has the client's short time-out ({@code quarkus.redis.tts.timeout}); after a few
 * failures commands fail at once for a second, so that callers do not wait for a Redis that is away.
 */
@ApplicationScoped
class Redis {
    private static final String CIRCUIT = "redis";
    private static final Logger LOG = Logger.getLogger(Redis.class);

    private final RedisDataSource redis;
    private final Guard guard;

    Redis(@RedisClientName("tts") RedisDataSource redis, Circuits circuits) {
        this.redis = redis;
        this.guard = Guard.create()
                .withDescription(CIRCUIT)
                .withCircuitBreaker()
                .name(CIRCUIT)
                .requestVolumeThreshold(8)
                .failureRatio(0.5)
                .delay(1, ChronoUnit.SECONDS)
                .when(failure -> !isReply(failure))
                .onStateChange(circuits.follow(CIRCUIT))
                .done()
                .build();
    }

    /** The answer to one command; null where Redis says nil. */
    @Nullable
    Response execute(Command command, List<String> arguments) throws RedisUnavailable {
        try {
            return guard.call(() -> redis.execute(command, arguments.toArray(String[]::new)), Response.class);
        } catch (CircuitBreakerOpenException e) {
            throw new RedisUnavailable(e); // said once, when the circuit opened
        } catch (Exception e) {
            LOG.warnf("redis: %s failed: %s", command, e);
            throw new RedisUnavailable(e);
        }
    }

    /** Runs a script, which is atomic. The keys come first; the script finds them in KEYS, the rest in ARGV. */
    @Nullable
    Response script(String script, List<String> keys, List<String> arguments) throws RedisUnavailable {
        var all = new ArrayList<String>(List.of(script, String.valueOf(keys.size())));
        all.addAll(keys);
        all.addAll(arguments);
        return execute(Command.EVAL, all);
    }

    /** A Redis that answers with an error, for example that it is full, is there. */
    private static boolean isReply(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() instanceof ErrorType;
    }
}
