package io.carillon.booking.recovery;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** Who has the time that an appointment wants, by id. */
final class TimeTaken {

    private static final String BY = """
            select case when c.appointment_id is not null then 'appointment ' || c.appointment_id
                        when c.block_id is not null then 'block ' || c.block_id
                        else 'a hold, until ' || c.expires_at end
            from slot_claims c
            where c.doctor_id = ? and c.during && tstzrange(?, ?, '[)') and c.appointment_id is distinct from ?
            order by c.starts limit 1
            """;

    private TimeTaken() {}

    /** For an appointment in its table that found no place. */
    static String by(Connection connection, UUID appointment) throws SQLException {
        try (var select =
                connection.prepareStatement("select doctor_id, start_time, end_time from appointments where id = ?")) {
            select.setObject(1, appointment);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? by(connection, row.getString(1), row.getObject(2), row.getObject(3), appointment)
                        : "nobody";
            }
        }
    }

    private static String by(Connection connection, String doctor, Object start, Object end, UUID appointment)
            throws SQLException {
        try (var select = connection.prepareStatement(BY)) {
            select.setString(1, doctor);
            select.setObject(2, start);
            select.setObject(3, end);
            select.setObject(4, appointment);
            try (var row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "somebody who is gone by now";
            }
        }
    }
}
