package io.carillon.booking.appointment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A booking that was refused, as it is kept (R-BOOK-04). */
record FailedAttempt(
        UUID id,
        AsSent sent,
        FailureCode code,
        String detail,
        @Nullable String requestId,
        Instant startedAt) {}
