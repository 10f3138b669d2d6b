package io.carillon.webhook.intake;

import io.carillon.kit.log.LogFields;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Says in the runbooks' words when a circuit opens or closes (R-EXT-02, R-LOG-06). */
@ApplicationScoped
class CircuitLog {

    static final String REDIS_FIND = "redis-find";
    static final String REDIS_KEEP = "redis-keep";
    static final String REDIS_CLAIM = "redis-claim";

    private static final List<String> CIRCUITS = List.of(REDIS_FIND, REDIS_KEEP, REDIS_CLAIM);

    void follow(@Observes StartupEvent start) {
        var circuits = CircuitBreakerMaintenance.get();
        CIRCUITS.forEach(circuit -> circuits.onStateChange(circuit, state -> changed(circuit, state)));
    }

    private static void changed(String circuit, CircuitBreakerState state) {
        LogFields.of("service", circuit)
                .with("event", "circuit_breaker")
                .with("state", state.name())
                .warn("circuit_breaker", "Circuit breaker " + state.name() + " (circuit_breaker " + circuit + ")");
    }
}
