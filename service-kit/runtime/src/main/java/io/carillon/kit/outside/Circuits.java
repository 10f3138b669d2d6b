package io.carillon.kit.outside;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Says of each circuit how it stands: as a metric, and in the runbooks' words when it opens or closes (R-EXT-02, 03). */
@ApplicationScoped
public class Circuits {

    private final Metrics metrics;
    private final Map<String, CircuitBreakerState> states = new ConcurrentHashMap<>();

    Circuits(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Makes the gauge {@code circuit_breaker_state} of this service: 0 closed, 1 open, 2 half open.
     *
     * @param service the field's word for it, for example {@code twilio}; one of few
     * @return to be told of each change
     */
    public Consumer<CircuitBreakerState> follow(String service) {
        states.put(service, CircuitBreakerState.CLOSED);
        metrics.gauge("circuit_breaker_state", Map.of("service", service), () -> number(states.get(service)));
        return state -> {
            states.put(service, state);
            LogFields.of("service", service)
                    .with("event", "circuit_breaker")
                    .with("state", state.name())
                    .warn("circuit_breaker", "Circuit breaker " + state.name() + " (circuit_breaker " + service + ")");
        };
    }

    private static int number(CircuitBreakerState state) {
        return switch (state) {
            case CLOSED -> 0;
            case OPEN -> 1;
            case HALF_OPEN -> 2;
        };
    }
}
