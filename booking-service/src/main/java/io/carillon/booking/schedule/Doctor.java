package io.carillon.booking.schedule;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A doctor as entered.
 *
 * @param clinicCode the clinic's short code
 * @param zone the clinic's, as its row or the installation has it; need not be a zone that Java knows
 * @param hours of the week, in order
 */
record Doctor(String id, UUID clinic, String clinicCode, String zone, Details details, List<WorkingHours> hours) {

    Doctor {
        hours = List.copyOf(hours);
    }

    /**
     * What an operator may change.
     *
     * @param specialty null for none
     * @param active whether new bookings are taken
     */
    record Details(String name, @Nullable String specialty, Buffers buffers, boolean active) {

        /** For the audit trail. */
        String text() {
            return "name=%s, specialty=%s, buffers=%d/%d min, %s"
                    .formatted(
                            name,
                            specialty == null ? "none" : specialty,
                            buffers.before().toMinutes(),
                            buffers.after().toMinutes(),
                            active ? "active" : "inactive");
        }
    }
}
