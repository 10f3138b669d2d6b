package io.carillon.booking.appointment;

import io.carillon.booking.schedule.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The table {@code slot_claims}: who has a doctor's time. Two claims that overlap cannot both be in it; everything else
 * here only makes sure that the loser hears it quickly.
 */
@ApplicationScoped
class SlotClaims {

    /** The exclusion constraint's name in the migrations. */
    static final String NO_OVERLAP = "slot_claims_no_overlap";

    /** Writers of one doctor take turns, so that the constraint never has to wait for an unfinished rival. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended(?, 0))";

    private static final String SWEEP = """
            delete from slot_claims
            where doctor_id = ? and during && tstzrange(?, ?, '[)') and state = 'HELD' and expires_at <= ?
            """;
    private static final String TAKE = """
            insert into slot_claims (org_id, doctor_id, during, state, appointment_id)
            values (?, ?, tstzrange(?, ?, '[)'), 'TAKEN', ?)
            """;

    /** Waits until no other transaction writes claims of {@code doctorId}; let go at the end of this one. */
    void lock(Connection connection, String doctorId) throws SQLException {
        try (var select = connection.prepareStatement(LOCK)) {
            select.setString(1, doctorId);
            select.execute();
        }
    }

    /** Takes away holds in the way that have run out. */
    void sweep(Connection connection, String doctorId, TimeRange slot, Instant now) throws SQLException {
        try (var delete = connection.prepareStatement(SWEEP)) {
            delete.setString(1, doctorId);
            delete.setObject(2, slot.start().atOffset(ZoneOffset.UTC));
            delete.setObject(3, slot.end().atOffset(ZoneOffset.UTC));
            delete.setObject(4, now.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    /** @throws SQLException by the constraint {@link #NO_OVERLAP} when somebody else has some of the time */
    void take(Connection connection, Appointment appointment) throws SQLException {
        try (var insert = connection.prepareStatement(TAKE)) {
            insert.setObject(1, appointment.clinic());
            insert.setString(2, appointment.doctorId());
            insert.setObject(3, appointment.slot().start().atOffset(ZoneOffset.UTC));
            insert.setObject(4, appointment.slot().end().atOffset(ZoneOffset.UTC));
            insert.setObject(5, appointment.id());
            insert.executeUpdate();
        }
    }
}
