package io.carillon.webhook.sms;

import io.carillon.kit.outside.Circuits;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;

/** Redis, as {@link Conversations} ask it. Throws where it does not answer within a second ({@code quarkus.redis.timeout}). */
@ApplicationScoped
class ConversationStore {

    private static final String CIRCUIT = "redis-chat";

    private final RedisDataSource redis;
    private final Circuits circuits;

    ConversationStore(RedisDataSource redis, Circuits circuits) {
        this.redis = redis;
        this.circuits = circuits;
    }

    void follow(@Observes StartupEvent start) {
        CircuitBreakerMaintenance.get().onStateChange(CIRCUIT, circuits.follow(CIRCUIT));
    }

    /** @param script of {@link ConversationScripts}; none answers nil */
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 1, delayUnit = ChronoUnit.SECONDS)
    @CircuitBreakerName(CIRCUIT)
    Response execute(String script, List<String> keys, List<String> arguments) {
        var all = new ArrayList<String>(2 + keys.size() + arguments.size());
        all.add(script);
        all.add(String.valueOf(keys.size()));
        all.addAll(keys);
        all.addAll(arguments);
        return Objects.requireNonNull(redis.execute(Command.EVAL, all.toArray(String[]::new)));
    }
}
