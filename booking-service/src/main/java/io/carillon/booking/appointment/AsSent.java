package io.carillon.booking.appointment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What could be read of a request, null what could not; kept with a failed attempt. */
public record AsSent(
        @Nullable String patientId,
        @Nullable String doctorId,
        @Nullable Instant start,
        @Nullable Instant end) {}
