package io.carillon.booking.schedule;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which clinic a request is about. For a caller who speaks for one clinic the others, and their doctors, do not exist.
 */
@ApplicationScoped
class ClinicLookup {

    private static final String OF_DOCTOR = "select org_id from doctors where id = ?";
    private static final String OF_CODE = "select org_id from clinics where code = ? or org_id = ?::uuid";

    private final Transactions transactions;
    private final Caller caller;

    ClinicLookup(Transactions transactions, Caller caller) {
        this.transactions = transactions;
        this.caller = caller;
    }

    /** The clinic of a doctor, active or not. */
    UUID ofDoctor(String doctorId) {
        QueryParameters.text("doctorId", doctorId);
        return found(OF_DOCTOR, doctorId, false).orElseThrow(ClinicLookup::unknownDoctor);
    }

    /** @param codeOrId a clinic's short code, for example {@code DEMO}, or its {@code org_id} */
    UUID named(String codeOrId) {
        QueryParameters.text("clinic", codeOrId);
        return found(OF_CODE, codeOrId, true)
                .orElseThrow(() -> new ProblemException(
                        404, "UNKNOWN_CLINIC", "Unknown clinic", "unknown clinic: see GET /api/clinics."));
    }

    /** The clinic that the caller speaks for, or the one that is named. */
    Optional<UUID> spokenForOr(@Nullable String codeOrId) {
        return caller.clinic().or(() -> Optional.ofNullable(codeOrId).map(this::named));
    }

    static ProblemException unknownDoctor() {
        return new ProblemException(404, "UNKNOWN_DOCTOR", "Unknown doctor", "unknown doctor.");
    }

    private Optional<UUID> found(String query, String key, boolean orId) {
        return transactions.visibleTo(caller.clinic(), connection -> clinic(connection, query, key, orId));
    }

    private static Optional<UUID> clinic(Connection connection, String query, String key, boolean orId)
            throws SQLException {
        try (var select = connection.prepareStatement(query)) {
            select.setString(1, key);
            if (orId) {
                select.setObject(2, QueryParameters.id(key).orElse(null));
            }
            var row = select.executeQuery();
            return row.next() ? Optional.of(row.getObject("org_id", UUID.class)) : Optional.empty();
        }
    }
}
