package io.carillon.booking.appointment;

import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code booking_attempts}: what was refused and why. */
@ApplicationScoped
class AttemptRepository {

    private static final String INSERT = """
            insert into booking_attempts (id, org_id, doctor_id, patient_id, start_time, end_time, code, detail,
                                          request_id, started_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String NEWEST = """
            select id, doctor_id, patient_id, start_time, end_time, code, detail, request_id, started_at
            from booking_attempts
            where (?::uuid is null or org_id = ?::uuid)
              and (?::uuid is null
                   or (created_at, id) < (select created_at, id from booking_attempts where id = ?::uuid))
            order by created_at desc, id desc
            limit ?
            """;

    /** @param clinic whose doctor was asked for; null where the doctor is unknown: such an attempt belongs to no clinic */
    void insert(Connection connection, @Nullable UUID clinic, FailedAttempt attempt) throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, attempt.id());
            insert.setObject(2, clinic);
            insert.setString(3, attempt.sent().doctorId());
            insert.setString(4, attempt.sent().patientId());
            insert.setObject(5, Times.utcOrNull(attempt.sent().start()));
            insert.setObject(6, Times.utcOrNull(attempt.sent().end()));
            insert.setString(7, attempt.code());
            insert.setString(8, attempt.detail());
            insert.setString(9, attempt.requestId());
            insert.setObject(10, Times.utcOrNull(attempt.startedAt()));
            insert.executeUpdate();
        }
    }

    /** At most {@code limit}, newest first; the next page begins {@code after} the last of this one. */
    List<FailedAttempt> newest(Connection connection, @Nullable UUID clinic, @Nullable UUID after, int limit)
            throws SQLException {
        try (var select = connection.prepareStatement(NEWEST)) {
            select.setObject(1, clinic);
            select.setObject(2, clinic);
            select.setObject(3, after);
            select.setObject(4, after);
            select.setInt(5, limit);
            var attempts = new ArrayList<FailedAttempt>();
            var rows = select.executeQuery();
            while (rows.next()) {
                attempts.add(attempt(rows));
            }
            return attempts;
        }
    }

    private static FailedAttempt attempt(ResultSet row) throws SQLException {
        return new FailedAttempt(
                row.getObject("id", UUID.class),
                new AsSent(
                        row.getString("patient_id"),
                        row.getString("doctor_id"),
                        Times.instantOrNull(row, "start_time"),
                        Times.instantOrNull(row, "end_time")),
                row.getString("code"),
                row.getString("detail"),
                row.getString("request_id"),
                Times.instant(row, "started_at"));
    }
}
