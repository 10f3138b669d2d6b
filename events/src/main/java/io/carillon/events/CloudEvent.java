package io.carillon.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event in its envelope (CloudEvents 1.0).
 *
 * @param id {@code ce_id}: the idempotency key at every consumer; a repeat of the same happening carries the same id
 * @param source {@code ce_source}: the service, for example {@code /carillon/webhook-service}
 * @param time {@code ce_time}: when it happened, by the producer's clock
 * @param clinic {@code ce_clinic}: the clinic concerned; null for the platform's own events
 * @param requestId {@code ce_requestid}: the request that caused it (R-LOG-04); null when no request did
 * @param traceparent W3C trace context; null when there is none
 */
public record CloudEvent<E extends Event>(
        String id,
        String source,
        Instant time,
        @Nullable UUID clinic,
        @Nullable String requestId,
        @Nullable String traceparent,
        E data) {

    public EventType type() {
        return EventType.of(data);
    }

    /** {@code ce_subject}: the Kafka key, repeated in the envelope. */
    public String subject() {
        return data.key();
    }
}
