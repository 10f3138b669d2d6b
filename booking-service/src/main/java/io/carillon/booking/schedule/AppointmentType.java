package io.carillon.booking.schedule;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a clinic offers, for example a first visit: how long it takes, and what must be free around it.
 *
 * @param code unique within the clinic
 * @param duration 1 minute to 24 hours
 * @param bufferBefore the type's own; null for the doctor's
 * @param bufferAfter the type's own; null for the doctor's
 */
public record AppointmentType(
        UUID clinic,
        String code,
        String name,
        Duration duration,
        @Nullable Duration bufferBefore,
        @Nullable Duration bufferAfter) {

    /** As the table has it. */
    public static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    /** {@link #CODE} in words. */
    public static final String CODE_EXPECTED = "1 to 64 letters, digits, - and _";

    /** The buffers of an appointment of this type with a doctor who has {@code doctors}. */
    public Buffers buffers(Buffers doctors) {
        return new Buffers(
                bufferBefore == null ? doctors.before() : bufferBefore,
                bufferAfter == null ? doctors.after() : bufferAfter);
    }
}
