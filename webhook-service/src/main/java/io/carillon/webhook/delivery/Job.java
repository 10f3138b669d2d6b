package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent;
import io.carillon.events.CallEvent.AppointmentPromised;
import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a call's event leads to; one for each {@code ce_id}.
 *
 * @param at when it happened, by the clock of whoever says so
 */
record Job(
        String ceId,
        Instant at,
        @Nullable UUID orgId,
        @Nullable String requestId,
        CallEvent event) {

    /** {@code event} of a promise, which no provider names. */
    static final String PROMISE = "appointment.promised";

    static Job of(CloudEvent<?> envelope, CallEvent event) {
        return new Job(envelope.id(), envelope.time(), envelope.clinic(), envelope.requestId(), event);
    }

    /** As in the tables. */
    String callId() {
        return CallIds.stored(event.callId());
    }

    String provider() {
        return switch (event) {
            case CallbackAccepted callback -> callback.provider();
            case AppointmentPromised promise -> promise.provider();
        };
    }

    /** As in the table's column {@code event}. */
    String kind() {
        return switch (event) {
            // Vapi's come from a body.
            case CallbackAccepted callback -> CallIds.stored(callback.kind());
            case AppointmentPromised ignored -> PROMISE;
        };
    }
}
