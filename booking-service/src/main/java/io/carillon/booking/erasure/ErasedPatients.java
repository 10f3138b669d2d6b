package io.carillon.booking.erasure;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The table {@code erased_patients}: who was erased, for whoever brings back something from before, as a backup does. It
 * knows an id again and cannot tell it. An id that was erased may be somebody else's by now, so it always matters since when.
 */
@ApplicationScoped
public class ErasedPatients {

    private static final String REPLACEMENT = """
            select replacement from erased_patients
            where org_id = ? and erased_at >= ?
              and patient = sha256(convert_to(replacement || chr(31) || ?::text, 'UTF8'))
            order by erased_at limit 1
            """;

    /** Under the old id, and not entered anew since. */
    private static final String BACK = """
            select 1 from contacts where org_id = ? and id = ? and erased_at is null and created_at <= ? for update
            """;

    private static final String NAMELESS = "select 1 from contacts where org_id = ? and id = ?";

    private final PatientRows rows;

    ErasedPatients(PatientRows rows) {
        this.rows = rows;
    }

    /** What became of a patient who was erased and whose erasure was met again. */
    public enum Again {
        /** Nothing of the patient is there. */
        GONE,
        /** The row was back under its old id, from before the erasure, and is erased once more. */
        ERASED,
        /** The row is back beside the nameless one that had replaced it. */
        BESIDE
    }

    /**
     * @param since when what names the patient was written
     * @return the id in the patient's place; empty for a patient who was not erased since
     */
    public Optional<String> replacement(Connection connection, UUID clinic, String patientId, Instant since)
            throws SQLException {
        try (var select = connection.prepareStatement(REPLACEMENT)) {
            select.setObject(1, clinic);
            select.setObject(2, Times.utc(since));
            select.setString(3, patientId);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Repeats an erasure that older rows have undone; under the same replacement, which the others know. */
    public Again again(Connection connection, UUID clinic, String patientId, String replacement, Instant erasedAt)
            throws SQLException {
        if (!found(connection, BACK, clinic, patientId, Times.utc(erasedAt))) {
            return Again.GONE;
        }
        if (found(connection, NAMELESS, clinic, replacement)) {
            return Again.BESIDE;
        }
        rows.erase(connection, clinic, patientId, replacement, erasedAt);
        return Again.ERASED;
    }

    private static boolean found(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }
}
