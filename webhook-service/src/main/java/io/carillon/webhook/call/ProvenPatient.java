package io.carillon.webhook.call;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A patient whose identity was proven on this call. Only {@link IdentityDesk} makes one, so whoever asks for somebody's
 * appointments has checked.
 */
public final class ProvenPatient {

    private final UUID orgId;
    private final String patientId;

    ProvenPatient(UUID orgId, String patientId) {
        this.orgId = orgId;
        this.patientId = patientId;
    }

    /** Of the clinic that was called. */
    public String patientId() {
        return patientId;
    }

    UUID orgId() {
        return orgId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProvenPatient patient
                && patient.orgId.equals(orgId)
                && patient.patientId.equals(patientId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(orgId, patientId);
    }

    /** Without the id, which is not for logs. */
    @Override
    public String toString() {
        return "ProvenPatient";
    }
}
