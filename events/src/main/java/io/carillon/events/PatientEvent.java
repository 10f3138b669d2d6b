package io.carillon.events;

import java.time.Instant;

/**
 * What happened to a patient's record; topic {@link Topic#BOOKINGS}, because whoever keeps what bookings told must hear it.
 * The key is never the patient's id, so there is no order with the bookings of the patient.
 */
public sealed interface PatientEvent extends Event {

    /** The id that stands in the patient's place; names nobody. */
    String replacement();

    @Override
    default String key() {
        return replacement();
    }

    /**
     * The clinic ({@code ce_clinic}) was asked to forget a patient. Whoever keeps rows under {@code patientId}, the ones
     * that a booking's event brings later included, puts {@code replacement} in its place and forgets the rest.
     *
     * @param patientId the id that is no longer anybody's; opaque
     * @param replacement {@code erased-} and a random UUID
     */
    record PatientErased(String patientId, String replacement, Instant erasedAt) implements PatientEvent {}
}
