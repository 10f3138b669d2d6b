package io.carillon.webhook.call;

import io.carillon.webhook.directory.Clinic;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as booking-service is told them. */
final class Times {

    private Times() {}

    /** With the offset of the clinic's zone, as the clinic's people would write it. */
    static OffsetDateTime local(Instant time, Clinic clinic) {
        return time.atZone(clinic.zone()).toOffsetDateTime();
    }
}
