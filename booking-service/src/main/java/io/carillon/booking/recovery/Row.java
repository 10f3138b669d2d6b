package io.carillon.booking.recovery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment as its table has it, however damaged. */
record Row(
        UUID id,
        @Nullable UUID clinic,
        @Nullable String doctorId,
        @Nullable String patientId,
        @Nullable String status,
        @Nullable Instant start,
        @Nullable Instant end,
        boolean deleted,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {

    static boolean isActive(@Nullable String status) {
        return "BOOKED".equals(status) || "CONFIRMED".equals(status);
    }

    /** Whether it is to take place. */
    boolean active() {
        return !deleted && isActive(status);
    }

    /** Whether the patient's place is kept by an id that names nobody. */
    boolean ofErased() {
        return patientId != null && patientId.startsWith("erased-");
    }
}
