package io.carillon.booking.datacheck;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a repair, or a recovery, does to {@code slot_claims}: rows that booking would have written, or would have taken away. */
public final class Claims {

    private static final String MOVE = """
            update slot_claims c set appointment_id = keeper.id
            from appointments copy, appointments keeper
            where c.appointment_id = copy.id and copy.id = ?::uuid and keeper.id = ?::uuid
              and keeper.doctor_id = copy.doctor_id
              and c.during @> tstzrange(keeper.start_time, keeper.end_time, '[)')
              and not exists (select from slot_claims own where own.appointment_id = keeper.id)
            """;

    private static final String FREE = "delete from slot_claims where appointment_id = ?::uuid";

    private static final String SWEEP = """
            delete from slot_claims c using appointments a
            where a.id = ?::uuid and c.doctor_id = a.doctor_id and c.during && tstzrange(a.start_time, a.end_time, '[)')
              and c.state = 'HELD' and c.expires_at <= now()
            """;

    /** %1$s and %2$s: what is claimed before and after. Another's claim stays: there is no place then. */
    private static final String TAKE = """
            insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
            select a.org_id, a.doctor_id, tstzrange(a.start_time - %1$s, a.end_time + %2$s, '[)'), 'TAKEN', a.id
            from appointments a join doctors d on d.id = a.doctor_id
            left join appointment_types t on t.org_id = a.org_id and t.code = a.type
            where a.id = ?::uuid and a.deleted_at is null and a.status in ('BOOKED', 'CONFIRMED')
            on conflict do nothing
            """;

    /** With the buffers of the appointment's type, and where it has none of its own, the doctor's. */
    private static final String WIDENED = TAKE.formatted(
            "make_interval(mins => coalesce(t.buffer_before_minutes, d.buffer_before_minutes))",
            "make_interval(mins => coalesce(t.buffer_after_minutes, d.buffer_after_minutes))");

    private static final String BARE = TAKE.formatted("interval '0'", "interval '0'");

    private static final String ACTIVE =
            "select from appointments where id = ?::uuid and deleted_at is null and status in ('BOOKED', 'CONFIRMED')";

    private Claims() {}

    /** Gives the claim of {@code copy} to {@code keeper} where that has none, and frees it otherwise. */
    static void merge(Connection connection, String copy, String keeper) throws SQLException {
        try (var move = connection.prepareStatement(MOVE)) {
            move.setString(1, copy);
            move.setString(2, keeper);
            move.executeUpdate();
        }
        free(connection, copy);
    }

    public static void free(Connection connection, String appointment) throws SQLException {
        update(connection, FREE, appointment);
    }

    /** @return whether the appointment now has the claim it should have, which may be none */
    public static boolean renew(Connection connection, String appointment) throws SQLException {
        free(connection, appointment);
        if (!active(connection, appointment)) {
            return true;
        }
        update(connection, SWEEP, appointment);
        return update(connection, WIDENED, appointment) == 1 || update(connection, BARE, appointment) == 1;
    }

    private static boolean active(Connection connection, String appointment) throws SQLException {
        try (var select = connection.prepareStatement(ACTIVE)) {
            select.setString(1, appointment);
            try (var row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static int update(Connection connection, String sql, String appointment) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, appointment);
            return statement.executeUpdate();
        }
    }
}
