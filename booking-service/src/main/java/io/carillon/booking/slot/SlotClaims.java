package io.carillon.booking.slot;

import io.carillon.booking.database.Times;
import io.carillon.booking.schedule.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The table {@code slot_claims}: who has a doctor's time. Two claims that overlap cannot both be in it; everything else
 * here only makes sure that the loser hears it quickly. A claim's time is the appointment's with the doctor's buffers.
 *
 * <p>Who writes claims first locks the doctors concerned ({@link #lock}), ascending by id, then sweeps, then claims.
 */
@ApplicationScoped
public class SlotClaims {

    /** The exclusion constraint's name in the migrations. */
    public static final String NO_OVERLAP = "slot_claims_no_overlap";

    /** Writers of one doctor take turns, so that the constraint never has to wait for an unfinished rival. */
    public static final String LOCK = "pg_advisory_xact_lock(hashtextextended(?, 0))";

    /** Takes away holds in the way that have run out; doctor, from, to, now. */
    public static final String SWEEP = """
            delete from slot_claims
            where doctor_id = ? and during && tstzrange(?, ?, '[)') and state = 'HELD' and expires_at <= ?
            """;

    private static final String TAKE = """
            insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
            values (?, ?, tstzrange(?, ?, '[)'), 'TAKEN', ?)
            """;
    private static final String FREE = "delete from slot_claims where appointment_id = ?";

    /** Waits until no other transaction writes claims of these doctors; let go at the end of this one. */
    public void lock(Connection connection, Collection<String> doctorIds) throws SQLException {
        try (var select = connection.prepareStatement("select " + LOCK)) {
            for (var doctorId : new TreeSet<>(doctorIds)) {
                select.setString(1, doctorId);
                select.execute();
            }
        }
    }

    /** Takes away holds in the way that have run out. */
    public void sweep(Connection connection, String doctorId, TimeRange during, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement(SWEEP)) {
            delete.setString(1, doctorId);
            delete.setObject(2, Times.utc(during.start()));
            delete.setObject(3, Times.utc(during.end()));
            delete.setObject(4, Times.utc(now));
            delete.executeUpdate();
        }
    }

    /**
     * Claims time for an appointment that is in its table.
     *
     * @throws SQLException by the constraint {@link #NO_OVERLAP} when somebody else has some of the time
     */
    public void take(Connection connection, UUID clinic, String doctorId, TimeRange during, UUID appointment)
            throws SQLException {
        try (var insert = connection.prepareStatement(TAKE)) {
            insert.setObject(1, clinic);
            insert.setString(2, doctorId);
            insert.setObject(3, Times.utc(during.start()));
            insert.setObject(4, Times.utc(during.end()));
            insert.setObject(5, appointment);
            insert.executeUpdate();
        }
    }

    /** Gives back the time of an appointment that does not take place; nothing happens where it has none. */
    public void free(Connection connection, UUID appointment) throws SQLException {
        try (var delete = connection.prepareStatement(FREE)) {
            delete.setObject(1, appointment);
            delete.executeUpdate();
        }
    }
}
