package io.carillon.webhook.calllog;

import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.kit.database.Times;
import io.carillon.webhook.delivery.Payloads;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;

/**
 * Forgets a patient: the numbers of all calls from the numbers they are known by, and what their callbacks said. A caller
 * whom no booking connects with a patient is nobody's here, and goes with the log's own retention.
 */
@ApplicationScoped
class Erasures {

    private static final String REMEMBER = """
            insert into call_erasures (org_id, patient_id, replacement, erased_at) values (?, ?, ?, ?) on conflict do nothing
            """;

    private static final String APPOINTMENTS =
            "update call_appointments set patient_id = ? where org_id = ? and patient_id = ?";

    /** Their number is the other side's than ours. */
    private static final String CALLS = """
            with theirs as materialized (
                select case direction when 'outbound' then to_number else from_number end as number
                from patient_call_logs where org_id = ? and patient_id = ?)
            update patient_call_logs l
            set from_number = null, to_number = null, erased_at = ?, updated_at = ?,
                patient_id = case when patient_id = ? then ? else patient_id end
            where org_id = ? and erased_at is null
              and (patient_id = ?
                   or case direction when 'outbound' then to_number else from_number end in (select number from theirs))
            returning call_id
            """;

    private final Payloads payloads;

    Erasures(Payloads payloads) {
        this.payloads = payloads;
    }

    void forget(Connection connection, UUID clinic, PatientErased patient, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement(REMEMBER)) {
            insert.setObject(1, clinic);
            insert.setString(2, patient.patientId());
            insert.setString(3, patient.replacement());
            insert.setObject(4, Times.utc(now));
            insert.executeUpdate();
        }
        try (var update = connection.prepareStatement(APPOINTMENTS)) {
            update.setString(1, patient.replacement());
            update.setObject(2, clinic);
            update.setString(3, patient.patientId());
            update.executeUpdate();
        }
        var calls = new ArrayList<String>();
        try (var update = connection.prepareStatement(CALLS)) {
            update.setObject(1, clinic);
            update.setString(2, patient.patientId());
            update.setObject(3, Times.utc(now));
            update.setObject(4, Times.utc(now));
            update.setString(5, patient.patientId());
            update.setString(6, patient.replacement());
            update.setObject(7, clinic);
            update.setString(8, patient.patientId());
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    calls.add(rows.getString(1));
                }
            }
        }
        payloads.forget(connection, calls, now);
    }
}
