package io.carillon.webhook.intake;

import io.carillon.events.SecurityEvent.SignatureRefused;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Tells the platform who was not let in: a count by provider and an event on {@code carillon.security}. */
@ApplicationScoped
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final CallbackIntake intake;
    private final EventFactory events;
    private final EventPublisher publisher;
    private final ExecutorService virtualThreads;

    Refusals(
            CallbackIntake intake,
            EventFactory events,
            EventPublisher publisher,
            @VirtualThreads ExecutorService virtualThreads) {
        this.intake = intake;
        this.events = events;
        this.publisher = publisher;
        this.virtualThreads = virtualThreads;
    }

    /** @param reason a fixed word such as {@code missing}; never anything the client sent */
    public void refused(String provider, String reason, HttpServerRequest request) {
        intake.failed(provider, "signature");
        LOG.warnf("webhook failed: the signature of a %s callback is %s", provider, reason);
        var address = request.remoteAddress();
        var source = address == null ? "unknown" : address.hostAddress();
        var event = events.event(new SignatureRefused(source, provider, reason, String.valueOf(request.path())));
        // While Kafka is unknown, sending blocks: strangers must not be able to make callers wait by that.
        virtualThreads.execute(() -> publisher.publishOrLog(event));
    }
}
