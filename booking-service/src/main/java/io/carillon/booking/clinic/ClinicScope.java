package io.carillon.booking.clinic;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which clinic a request is about. */
@ApplicationScoped
public class ClinicScope {

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final Caller caller;

    ClinicScope(Transactions transactions, ClinicRepository clinics, Caller caller) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.caller = caller;
    }

    /**
     * The clinic that the caller speaks for, whatever was asked for; otherwise the one asked for.
     *
     * @param codeOrId as it was sent
     * @throws ProblemException 400 when neither says a clinic, 404 when there is none like this
     */
    public UUID of(@Nullable String codeOrId) {
        return caller.clinic().orElseGet(() -> asked(codeOrId).orgId());
    }

    private Clinic asked(@Nullable String codeOrId) {
        var text = QueryParameters.text("clinic", codeOrId);
        if (text == null || text.isEmpty()) {
            throw QueryParameters.invalid("clinic is missing; expected a clinic's code or org_id.");
        }
        return transactions
                .acrossClinics(connection -> clinics.find(connection, text))
                .orElseThrow(ClinicScope::unknown);
    }

    public static ProblemException unknown() {
        return new ProblemException(404, "UNKNOWN_CLINIC", "Unknown clinic", "unknown clinic: see GET /api/clinics.");
    }
}
