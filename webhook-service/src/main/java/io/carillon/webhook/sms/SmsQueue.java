package io.carillon.webhook.sms;

import io.carillon.kit.database.Times;
import io.carillon.kit.work.Bell;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** How messages come into {@code sms_outbox}: each event of an appointment once, and never for somebody who was erased. */
@ApplicationScoped
class SmsQueue {

    private static final String APPEND = """
            insert into sms_outbox
                (id, org_id, appointment_id, patient_id, kind, version, start_time, expires_at, due_at, created_at)
            select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
            where not exists (select from sms_forgotten where org_id = ? and patient = ?)
              and (? or exists (select from sms_outbox where appointment_id = ?))
            on conflict (appointment_id, kind, version) do nothing
            """;

    /** What was not sent yet is not true any more; one message says what is. */
    private static final String SUPERSEDE = """
            update sms_outbox set state = 'suppressed', why = 'superseded', due_at = null, updated_at = now()
            where appointment_id = ? and state = 'queued' and id <> ?
            """;

    private final SmsAccount account;
    private final Bell bell = new Bell();

    SmsQueue(SmsAccount account) {
        this.account = account;
    }

    /**
     * Something that a patient is to be told of.
     *
     * @param version id of the event that says so
     * @param firstHand whether the event itself asks for a message; otherwise it does where the appointment had one before
     */
    record News(
            UUID clinic,
            String appointmentId,
            String patientId,
            MessageKind kind,
            String version,
            Instant start,
            Instant expires,
            boolean firstHand) {}

    /** Makes the message part of the transaction. @return whether it is new: a repeat of the event is none */
    boolean append(Connection connection, News news, Instant now) throws SQLException {
        var id = UUID.nameUUIDFromBytes(("sms:" + news.version()).getBytes(StandardCharsets.UTF_8));
        try (var insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, id);
            insert.setObject(2, news.clinic());
            insert.setString(3, news.appointmentId());
            insert.setString(4, news.patientId());
            insert.setString(5, news.kind().word());
            insert.setString(6, news.version());
            insert.setObject(7, Times.utc(news.start()));
            insert.setObject(8, Times.utc(news.expires()));
            insert.setObject(9, Times.utc(now));
            insert.setObject(10, Times.utc(now));
            insert.setObject(11, news.clinic());
            insert.setBytes(12, account.hash().of(news.patientId()));
            insert.setBoolean(13, news.firstHand());
            insert.setString(14, news.appointmentId());
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        try (var update = connection.prepareStatement(SUPERSEDE)) {
            update.setString(1, news.appointmentId());
            update.setObject(2, id);
            update.executeUpdate();
        }
        return true;
    }

    /** Says that something was committed, so that the worker need not wait until it looks again. */
    void ring() {
        bell.ring();
    }

    Bell bell() {
        return bell;
    }
}
