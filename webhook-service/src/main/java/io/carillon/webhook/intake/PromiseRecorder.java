package io.carillon.webhook.intake;

import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.EventCodec;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records that a caller is told "confirmed", as durably as a callback, so that a promise that nobody kept is found
 * (R-BOOK-10). What cannot be recorded is counted and said all the same: the appointment stands.
 */
@ApplicationScoped
public class PromiseRecorder {

    private static final Logger LOG = Logger.getLogger(PromiseRecorder.class);

    /** Kafka's budget and the spool's fsync lie well within; the caller is waiting. */
    private static final Duration PATIENCE = Duration.ofMillis(1500);

    private final EventCodec codec = new EventCodec();
    private final DurableIntake durable;
    private final EventFactory events;
    private final Metrics metrics;

    PromiseRecorder(DurableIntake durable, EventFactory events, Metrics metrics) {
        this.durable = durable;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Blocks until it is recorded: call it on a virtual thread, after the commit and before the words.
     *
     * @param provider {@code twilio} or {@code vapi}
     */
    public void told(@Nullable UUID orgId, String callId, String provider, String appointmentId, Instant startTime) {
        var promise = new AppointmentPromised(callId, provider, appointmentId, startTime);
        // One promise, however often the same answer is given.
        var id = UUID.nameUUIDFromBytes((callId + " promised " + appointmentId).getBytes(StandardCharsets.UTF_8));
        var recorded = record(codec.encode(events.event(id.toString(), orgId, promise)));
        metrics.count("calls.promised", Map.of("provider", provider, "recorded", recorded ? "yes" : "no"));
        if (!recorded) {
            LOG.error("a promise to a caller could not be recorded: neither Kafka nor the spool took it");
        }
    }

    private boolean record(EventCodec.Encoded promise) {
        try {
            var recorded = durable.record(promise)
                    .toCompletableFuture()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return recorded != Recorded.NOT_ACCEPTED;
        } catch (CompletionException e) {
            return false;
        }
    }
}
