package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Forgets a patient (design, section 9): their messages lose every trace of them and are not sent, what they said about
 * messages goes too, and bookings of theirs that are told of late make no new rows.
 */
@ApplicationScoped
class Forgetting {

    private static final String CONSENTS = """
            delete from message_consents
            where org_id = ? and sender in (select recipient from sms_outbox
                                            where org_id = ? and patient_id = ? and recipient is not null)
            """;
    private static final String MESSAGES = """
            update sms_outbox set
                patient_id = ?, recipient = null, recipient_last4 = null, updated_at = now(),
                state = case when due_at is null then state else 'suppressed' end,
                why = case when due_at is null then why else 'no_recipient' end, due_at = null
            where org_id = ? and patient_id = ?
            """;
    private static final String REMEMBER = """
            insert into sms_forgotten (org_id, patient, erased_at) values (?, ?, ?) on conflict do nothing
            """;

    private final SmsAccount account;

    Forgetting(SmsAccount account) {
        this.account = account;
    }

    void forget(Connection connection, UUID clinic, String patientId, String replacement, Instant erasedAt)
            throws SQLException {
        try (var delete = connection.prepareStatement(CONSENTS)) {
            delete.setObject(1, clinic);
            delete.setObject(2, clinic);
            delete.setString(3, patientId);
            delete.executeUpdate();
        }
        try (var update = connection.prepareStatement(MESSAGES)) {
            update.setString(1, replacement);
            update.setObject(2, clinic);
            update.setString(3, patientId);
            update.executeUpdate();
        }
        try (var insert = connection.prepareStatement(REMEMBER)) {
            insert.setObject(1, clinic);
            insert.setBytes(2, account.hash().of(patientId));
            insert.setObject(3, Times.utc(erasedAt));
            insert.executeUpdate();
        }
    }
}
