package io.carillon.webhook.intake;

import io.carillon.kit.outside.Circuits;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Has it said how the circuits before Redis stand. */
@ApplicationScoped
class RedisCircuits {

    static final String FIND = "redis-find";
    static final String KEEP = "redis-keep";
    static final String CLAIM = "redis-claim";

    private final Circuits circuits;

    RedisCircuits(Circuits circuits) {
        this.circuits = circuits;
    }

    void follow(@Observes StartupEvent start) {
        var breakers = CircuitBreakerMaintenance.get();
        for (var name : List.of(FIND, KEEP, CLAIM)) {
            breakers.onStateChange(name, circuits.follow(name));
        }
    }
}
