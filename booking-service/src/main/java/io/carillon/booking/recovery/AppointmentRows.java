package io.carillon.booking.recovery;

import io.carillon.booking.recovery.ReplayPolicy.Wanted;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The table {@code appointments} as a replay reads and writes it: over all clinics, many rows at once. */
@ApplicationScoped
class AppointmentRows {

    /** Rows asked for in one statement. */
    private static final int AT_ONCE = 1_000;

    private static final String OF_IDS = """
            select id, org_id, doctor_id, patient_id, status, start_time, end_time, deleted_at is not null as deleted,
                   created_at, updated_at
            from appointments where id = any (?)
            """;
    private static final String CONTACTS = """
            select w.org_id || '/' || w.id from unnest(?::uuid[], ?::text[]) as w (org_id, id)
            where exists (select from contacts c where c.org_id = w.org_id and c.id = w.id)
            """;
    private static final String DOCTORS = """
            select w.org_id || '/' || w.id from unnest(?::uuid[], ?::text[]) as w (org_id, id)
            where exists (select from doctors d where d.org_id = w.org_id and d.id = w.id)
            """;

    /** Events that Kafka does not have yet. */
    private static final String WAITING = """
            select distinct data ->> 'appointmentId' from outbox
            where topic = 'BOOKINGS' and data ->> 'appointmentId' is not null
            """;

    /** Out of each other's way: neither claims nor the index on a patient's time see these rows until they are written. */
    private static final String PARK = "update appointments set status = 'CANCELLED' where id = any (?)";

    private static final String FREE = "delete from slot_claims where appointment_id = any (?)";

    private static final String INSERT = """
            insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time, call_id,
                                      checked_in_at, cancelled_at, booking_started_at, booking_completed_at, created_at,
                                      updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            update appointments set
                org_id = ?, doctor_id = ?, patient_id = ?, status = ?, start_time = ?, end_time = ?,
                cancelled_at = case when ? = 'CANCELLED' then coalesce(cancelled_at, ?) end,
                checked_in_at = coalesce(?, checked_in_at),
                deleted_at = case when ? then deleted_at end, deleted_by = case when ? then deleted_by end,
                updated_at = ?
            where id = ?
            """;

    /** Those of {@code ids} that are there. */
    Map<UUID, Row> of(Connection connection, List<UUID> ids) throws SQLException {
        var found = new HashMap<UUID, Row>();
        try (var select = connection.prepareStatement(OF_IDS)) {
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                var part = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
                select.setArray(1, connection.createArrayOf("uuid", part.toArray()));
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        var row = read(rows);
                        found.put(row.id(), row);
                    }
                }
            }
        }
        return found;
    }

    /** Which of these patients there are, as {@link #named} has them. */
    Set<String> contacts(Connection connection, Collection<Told> appointments) throws SQLException {
        return there(
                connection,
                CONTACTS,
                appointments.stream().map(Told::clinic).toArray(),
                appointments.stream().map(Told::patientId).toArray());
    }

    Set<String> doctors(Connection connection, Collection<Told> appointments) throws SQLException {
        return there(
                connection,
                DOCTORS,
                appointments.stream().map(Told::clinic).toArray(),
                appointments.stream().map(Told::doctorId).toArray());
    }

    /** What a clinic has under an id. */
    static String named(UUID clinic, String id) {
        return clinic + "/" + id;
    }

    /** Appointments of which an event has not reached Kafka yet. */
    Set<String> waiting(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(WAITING);
                var rows = select.executeQuery()) {
            return texts(rows);
        }
    }

    void park(Connection connection, List<UUID> ids) throws SQLException {
        for (var sql : List.of(FREE, PARK)) {
            try (var update = connection.prepareStatement(sql)) {
                update.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                update.executeUpdate();
            }
        }
    }

    /** How long booking took was not told; it counts as no time at all. */
    void insert(Connection connection, Wanted wanted) throws SQLException {
        var told = wanted.told();
        var booked = Times.utc(micros(told.bookedAt() == null ? told.at() : told.bookedAt()));
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, told.id());
            insert.setObject(2, told.clinic());
            insert.setString(3, told.doctorId());
            insert.setString(4, told.patientId());
            insert.setString(5, wanted.status());
            insert.setObject(6, Times.utc(told.start()));
            insert.setObject(7, Times.utc(told.end()));
            insert.setString(8, told.callId());
            insert.setObject(9, Times.utcOrNull(told.checkedInAt()));
            insert.setObject(10, wanted.status().equals("CANCELLED") ? Times.utc(told.at()) : null);
            insert.setObject(11, booked);
            insert.setObject(12, booked);
            insert.setObject(13, booked);
            insert.setObject(14, Times.utc(micros(told.at())));
            insert.executeUpdate();
        }
    }

    void update(Connection connection, Wanted wanted) throws SQLException {
        var told = wanted.told();
        var at = Times.utc(micros(told.at()));
        try (var update = connection.prepareStatement(UPDATE)) {
            update.setObject(1, told.clinic());
            update.setString(2, told.doctorId());
            update.setString(3, told.patientId());
            update.setString(4, wanted.status());
            update.setObject(5, Times.utc(told.start()));
            update.setObject(6, Times.utc(told.end()));
            update.setString(7, wanted.status());
            update.setObject(8, at);
            update.setObject(9, Times.utcOrNull(told.checkedInAt()));
            update.setBoolean(10, wanted.stayDeleted());
            update.setBoolean(11, wanted.stayDeleted());
            update.setObject(12, at);
            update.setObject(13, told.id());
            update.executeUpdate();
        }
    }

    private static Row read(ResultSet row) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("org_id", UUID.class),
                row.getString("doctor_id"),
                row.getString("patient_id"),
                row.getString("status"),
                Times.instantOrNull(row, "start_time"),
                Times.instantOrNull(row, "end_time"),
                row.getBoolean("deleted"),
                Times.instantOrNull(row, "created_at"),
                Times.instantOrNull(row, "updated_at"));
    }

    private static Set<String> there(Connection connection, String sql, Object[] clinics, Object[] ids)
            throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", clinics));
            select.setArray(2, connection.createArrayOf("text", ids));
            try (var rows = select.executeQuery()) {
                return texts(rows);
            }
        }
    }

    private static Set<String> texts(ResultSet rows) throws SQLException {
        var texts = new HashSet<String>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    /** PostgreSQL would round, up too; a row must not look newer than its event. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
