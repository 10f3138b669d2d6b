package io.carillon.webhook.delivery;

import io.carillon.events.CallEvent.CallbackAccepted;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A callback that was recorded and answered.
 *
 * @param ceId the idempotency key: a repeat of the same callback carries the same one
 * @param at when it was accepted, by the clock of the replica that did
 * @param orgId the clinic; null where nobody knows whose number was called
 * @param requestId of the request that brought it (R-LOG-04)
 */
public record Accepted(
        String ceId,
        Instant at,
        @Nullable UUID orgId,
        @Nullable String requestId,
        CallbackAccepted callback) {}
