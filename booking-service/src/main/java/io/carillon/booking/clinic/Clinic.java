package io.carillon.booking.clinic;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import java.util.UUID;

/**
 * A clinic.
 *
 * @param described what the registry holds and the other services are told; its zone is the row's, or the installation's
 *     where the row has none (R-BOOK-07); numbers and assistants are sorted
 */
public record Clinic(ClinicDescribed described) {

    public UUID orgId() {
        return described.orgId();
    }

    public String code() {
        return described.code();
    }

    /** IANA name. */
    public String zone() {
        return described.zone();
    }
}
