package io.carillon.webhook.calllog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What callbacks say of one call; null is nothing said.
 *
 * @param seenAt when the first of them was accepted
 * @param status with {@code progress} and {@code sequence}, by which the further of two statuses is known
 */
record CallChange(
        String callId,
        Instant seenAt,
        @Nullable UUID orgId,
        String provider,
        @Nullable String direction,
        @Nullable String from,
        @Nullable String to,
        CallStatus status,
        @Nullable String language,
        @Nullable String outcome,
        @Nullable String endedReason,
        boolean recorded,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer durationSeconds) {

    /** Both of one call; the first to say something is believed, except where the later knows better how it ended. */
    CallChange and(CallChange later) {
        return new CallChange(
                callId,
                seenAt.isAfter(later.seenAt) ? later.seenAt : seenAt,
                first(orgId, later.orgId),
                provider,
                first(direction, later.direction),
                first(from, later.from),
                first(to, later.to),
                status.further(later.status),
                first(language, later.language),
                first(later.outcome, outcome),
                first(later.endedReason, endedReason),
                recorded || later.recorded,
                first(startedAt, later.startedAt),
                first(later.endedAt, endedAt),
                first(later.durationSeconds, durationSeconds));
    }

    CallChange withLanguage(@Nullable String spoken) {
        return new CallChange(
                callId,
                seenAt,
                orgId,
                provider,
                direction,
                from,
                to,
                status,
                spoken,
                outcome,
                endedReason,
                recorded,
                startedAt,
                endedAt,
                durationSeconds);
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one != null ? one : other;
    }
}
