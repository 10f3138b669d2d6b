package io.carillon.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What could not be brought into effect; topic {@link Topic#DEAD_CALLS}, in order per call. */
public sealed interface DeadLetterEvent extends Event {

    /** As of the event that died. */
    String callId();

    @Override
    default String key() {
        return callId();
    }

    /**
     * An event of {@link Topic#CALLS} that is not tried any more unless an operator puts it back.
     *
     * @param kind what it was about: {@code voice.status}, {@code end-of-call-report} …
     * @param cause whose fault it is: {@code sender}, {@code ours} or {@code dependency}
     * @param reason the last failure, without anybody's data
     * @param attempts tries that failed
     * @param acceptedAt when the event happened
     * @param originalId its {@code ce_id}
     * @param originalType its {@code ce_type}
     * @param originalData its data, as JSON: what the callback said, with all that may be personal in it; null
     *     where it is too large to travel twice, and lies in webhook-service's {@code webhook_delivery_log} only
     */
    record CallEventDied(
            String callId,
            String provider,
            String kind,
            String cause,
            String reason,
            int attempts,
            Instant acceptedAt,
            Instant diedAt,
            String originalId,
            String originalType,
            @Nullable String originalData)
            implements DeadLetterEvent {}
}
