package io.carillon.booking.erasure;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Every place in which this service keeps something of a patient. Whoever adds a column that does adds it here too: a test
 * fills all of them and looks through all tables afterwards.
 */
@ApplicationScoped
class PatientRows {

    private static final String LOCK = """
            select 1 from contacts where org_id = ? and id = ? and erased_at is null for update
            """;
    private static final String UPCOMING = """
            select id, doctor_id from appointments
            where org_id = ? and patient_id = ? and status in ('BOOKED', 'CONFIRMED') and deleted_at is null and end_time > ?
            order by doctor_id, id
            """;

    /** Appointments name the contact by a key that cascades, so they get the new id here. */
    private static final String CONTACT = """
            update contacts
            set id = ?, name = null, phone = null, date_of_birth = null, language = null, failed_checks = '{}',
                erased_at = ?, updated_at = ?
            where org_id = ? and id = ?
            """;

    /** Somebody may have written why, and who. */
    private static final String REASONS = """
            update appointments set cancellation_reason = null
            where org_id = ? and patient_id = ? and cancellation_reason is not null
            """;

    private static final String ATTEMPTS =
            "update booking_attempts set patient_id = ? where org_id = ? and patient_id = ?";

    /** Kept answers are JSON of ours, without blanks. A doctor or a status may be called as the patient was. */
    private static final String ANSWERS = """
            update idempotency_keys
            set body = convert_to(
                    replace(convert_from(body, 'UTF8'),
                            '"patientId":' || to_json(?::text), '"patientId":' || to_json(?::text)), 'UTF8')
            where org_id = ? and position(convert_to('"patientId":' || to_json(?::text), 'UTF8') in body) > 0
            """;

    /** Rows as they were before a data check mended or removed them. */
    private static final String ARCHIVE = """
            delete from data_check_archive
            where org_id = ? and (row_data ->> 'patient_id' = ? or (table_name = 'contacts' and row_data ->> 'id' = ?))
            """;

    /** So that a backup from before cannot bring the patient back; see {@link ErasedPatients}. */
    private static final String REMEMBER = """
            insert into erased_patients (org_id, replacement, patient, erased_at)
            values (?, ?, sha256(convert_to(?::text || chr(31) || ?::text, 'UTF8')), ?)
            on conflict do nothing
            """;

    /** An appointment that would still take place. */
    record Upcoming(UUID id, String doctorId) {}

    /** @return whether there is such a patient; until the end of the transaction nobody books for or changes it */
    boolean lock(Connection connection, UUID clinic, String patientId) throws SQLException {
        try (var select = connection.prepareStatement(LOCK)) {
            select.setObject(1, clinic);
            select.setString(2, patientId);
            return select.executeQuery().next();
        }
    }

    /** Not over yet and not called off; in order of doctors. */
    List<Upcoming> upcoming(Connection connection, UUID clinic, String patientId, Instant now) throws SQLException {
        try (var select = connection.prepareStatement(UPCOMING)) {
            select.setObject(1, clinic);
            select.setString(2, patientId);
            select.setObject(3, Times.utc(now));
            var upcoming = new ArrayList<Upcoming>();
            var rows = select.executeQuery();
            while (rows.next()) {
                upcoming.add(new Upcoming(rows.getObject("id", UUID.class), rows.getString("doctor_id")));
            }
            return upcoming;
        }
    }

    /** Puts {@code replacement} where {@code patientId} stood, and nothing where anything else of the patient stood. */
    void erase(Connection connection, UUID clinic, String patientId, String replacement, Instant now)
            throws SQLException {
        var at = Times.utc(now);
        execute(connection, CONTACT, replacement, at, at, clinic, patientId);
        execute(connection, REASONS, clinic, replacement);
        execute(connection, ATTEMPTS, replacement, clinic, patientId);
        execute(connection, ANSWERS, patientId, replacement, clinic, patientId);
        execute(connection, ARCHIVE, clinic, patientId, patientId);
        execute(connection, REMEMBER, clinic, replacement, replacement, patientId, at);
    }

    private static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
