package io.carillon.webhook.intake;

import io.carillon.events.SecurityEvent.SignatureRefused;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.kit.limit.AddressLimit;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Tells the platform who was not let in: counts by provider and reason and an event on {@code carillon.security}. */
@ApplicationScoped
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final CallbackIntake intake;
    private final EventFactory events;
    private final EventPublisher publisher;
    private final Metrics metrics;
    private final AddressLimit addresses;
    private final ExecutorService virtualThreads;

    Refusals(
            CallbackIntake intake,
            EventFactory events,
            EventPublisher publisher,
            Metrics metrics,
            AddressLimit addresses,
            @VirtualThreads ExecutorService virtualThreads) {
        this.intake = intake;
        this.events = events;
        this.publisher = publisher;
        this.metrics = metrics;
        this.addresses = addresses;
        this.virtualThreads = virtualThreads;
    }

    /** @param reason a fixed word such as {@code missing}; never anything the client sent */
    public void refused(String provider, String reason, HttpServerRequest request) {
        refused(provider, reason, "", request);
    }

    /**
     * Ends with 429 for whoever sends too many of them.
     *
     * @param reason a fixed word such as {@code missing}; a metric's label and part of the event
     * @param hint for the log, where to look: what is known about the cause, without any secret; empty when nothing is
     */
    public void refused(String provider, String reason, String hint, HttpServerRequest request) {
        var over = addresses.refused(request);
        if (over.isPresent()) {
            // Counted by the limit; no line and no event for each of them.
            throw over.get();
        }
        intake.failed(provider, "signature");
        metrics.count("webhook.signatures.refused", Map.of("provider", provider, "reason", reason));
        LOG.warnf(
                "webhook failed: the signature of a %s callback is refused: %s%s",
                provider, reason, hint.isEmpty() ? "" : "; " + hint);
        var address = request.remoteAddress();
        var source = address == null ? "unknown" : address.hostAddress();
        var event = events.event(new SignatureRefused(source, provider, reason, String.valueOf(request.path())));
        // While Kafka is unknown, sending blocks: strangers must not be able to make callers wait by that.
        virtualThreads.execute(() -> publisher.publishOrLog(event));
    }
}
