package io.carillon.kit.event;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts data into its envelope: source, time and the request it came of. */
@ApplicationScoped
public class EventFactory {

    private final Deployment deployment;
    private final RequestContext request;
    private final Clock clock;

    EventFactory(Deployment deployment, RequestContext request, Clock clock) {
        this.deployment = deployment;
        this.request = request;
        this.clock = clock;
    }

    /** An event of the platform's own, with a random id. */
    public <E extends Event> CloudEvent<E> event(E data) {
        return event(null, data);
    }

    /** An event of {@code clinic}, with a random id. */
    public <E extends Event> CloudEvent<E> event(@Nullable UUID clinic, E data) {
        return event(UUID.randomUUID().toString(), clinic, data);
    }

    /** @param id the idempotency key: the same for a repeat of the same happening */
    public <E extends Event> CloudEvent<E> event(String id, @Nullable UUID clinic, E data) {
        return new CloudEvent<>(
                id, "/carillon/" + deployment.service(), clock.instant(), clinic, request.requestId(), null, data);
    }
}
