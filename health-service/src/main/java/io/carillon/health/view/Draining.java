package io.carillon.health.view;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether this replica is about to leave: it still answers, and wants no new connections. */
@ApplicationScoped
class Draining {

    private volatile boolean draining;

    boolean draining() {
        return draining;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        draining = true;
    }

    void end(@Observes ShutdownEvent event) {
        draining = true;
    }
}
