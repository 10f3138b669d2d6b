package io.carillon.booking.scope;

import io.carillon.kit.access.Caller;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which clinic a request is about. For a caller who speaks for one clinic the others, and what is theirs, do not exist.
 * A clinic is named by its short code, for example {@code DEMO}, or its {@code org_id}.
 */
@ApplicationScoped
public class ClinicScope {

    private static final String OF_CODE = "select org_id from clinics where code = ?";
    private static final String OF_ID = "select org_id from clinics where org_id = ?";
    private static final String OF_DOCTOR = "select org_id from doctors where id = ?";
    private static final String OF_APPOINTMENT = "select org_id from appointments where id = ?";

    private final Transactions transactions;
    private final Caller caller;

    ClinicScope(Transactions transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    /**
     * The clinic that the caller speaks for, whatever was asked for; otherwise the one asked for.
     *
     * @throws ProblemException 400 when neither says a clinic, 404 when there is none like this
     */
    public UUID of(@Nullable String codeOrId) {
        return spokenForOr(codeOrId)
                .orElseThrow(() -> QueryParameters.invalid("clinic is missing; expected a clinic's code or org_id."));
    }

    /** The clinic that the caller speaks for, or the one asked for; empty for all. */
    public Optional<UUID> spokenForOr(@Nullable String codeOrId) {
        return caller.clinic()
                .or(() -> QueryParameters.given("clinic", codeOrId).map(this::named));
    }

    /** The clinic of this name. */
    public UUID named(String codeOrId) {
        QueryParameters.text("clinic", codeOrId);
        return QueryParameters.id(codeOrId)
                .flatMap(id -> found(OF_ID, id))
                .or(() -> found(OF_CODE, codeOrId))
                .orElseThrow(ClinicScope::unknownClinic);
    }

    /** The clinic of a doctor, active or not. */
    public UUID ofDoctor(String doctorId) {
        QueryParameters.text("doctorId", doctorId);
        return found(OF_DOCTOR, doctorId).orElseThrow(ClinicScope::unknownDoctor);
    }

    /** The clinic of an appointment, deleted or not. */
    public UUID ofAppointment(UUID appointment) {
        return found(OF_APPOINTMENT, appointment).orElseThrow(ClinicScope::unknownAppointment);
    }

    public static ProblemException unknownAppointment() {
        return new ProblemException(
                404, "UNKNOWN_APPOINTMENT", "Unknown appointment", "There is no appointment with this id.");
    }

    public static ProblemException unknownClinic() {
        return new ProblemException(404, "UNKNOWN_CLINIC", "Unknown clinic", "unknown clinic: see GET /api/clinics.");
    }

    public static ProblemException unknownDoctor() {
        return new ProblemException(404, "UNKNOWN_DOCTOR", "Unknown doctor", "unknown doctor: see GET /api/doctors.");
    }

    private Optional<UUID> found(String query, Object key) {
        return transactions.visibleTo(caller.clinic(), connection -> {
            try (var select = connection.prepareStatement(query)) {
                select.setObject(1, key);
                var row = select.executeQuery();
                return row.next() ? Optional.of(row.getObject("org_id", UUID.class)) : Optional.empty();
            }
        });
    }
}
