package io.carillon.booking.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Calendar entries that could not be written for good, kept among the failures of bookings: {@code CALENDAR_FAILED}
 * (R-BOOK-03), under the id of the request that wanted the entry. No booking is refused by it (ADR 14), so it counts
 * against no booking success.
 */
@ApplicationScoped
class FailedEntries {

    private static final Logger LOG = Logger.getLogger(FailedEntries.class);

    /** A change that fails again after an outage is the same failure, so it has the same id. */
    private static final String KEEP = """
            insert into booking_attempts (id, org_id, doctor_id, patient_id, start_time, end_time, code, detail,
                                          request_id, started_at)
            select ?, s.org_id, s.doctor_id, a.patient_id, a.start_time, a.end_time, 'CALENDAR_FAILED', ?,
                   s.request_id, s.since
            from calendar_syncs s
            left join appointments a on a.id = s.appointment_id
            where s.appointment_id = ?
            on conflict (id) do nothing
            """;

    private static final String DETAIL = """
            The appointment %s stands, its calendar entry could not be written: %s. Mend the calendar, then \
            POST /api/calendar/resync.""";

    /** In the transaction that gives the entry up. */
    void keep(Connection connection, Claim claim, Problem problem) throws SQLException {
        var id = UUID.nameUUIDFromBytes(
                "%s/%d".formatted(claim.appointment(), claim.wanted()).getBytes(StandardCharsets.UTF_8));
        try (var insert = connection.prepareStatement(KEEP)) {
            insert.setObject(1, id);
            insert.setString(2, DETAIL.formatted(claim.appointment(), problem.word()));
            insert.setObject(3, claim.appointment());
            if (insert.executeUpdate() == 1) {
                LOG.warnf("Calendar entry failed: code=CALENDAR_FAILED attempt=%s reason=%s", id, problem.word());
            }
        }
    }
}
