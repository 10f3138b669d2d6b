package io.carillon.booking.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking that was refused, as it is kept (R-BOOK-04).
 *
 * @param code a {@link FailureCode}'s name; text, because another release may have written one that this one lacks
 */
record FailedAttempt(
        UUID id,
        AsSent sent,
        String code,
        String detail,
        @Nullable String requestId,
        Instant startedAt) {}
