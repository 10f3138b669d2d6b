package io.carillon.booking.availability;

import io.carillon.booking.schedule.TimeRange;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is taken or held of some doctors' time; a hold that has run out is not. */
@ApplicationScoped
class ClaimedTimes {

    private static final String CLAIMED = """
            select doctor_id, lower(during) as starts, upper(during) as ends
            from slot_claims
            where doctor_id = any(?) and during && tstzrange(?, ?, '[)') and (state = 'TAKEN' or expires_at > ?)
            """;

    /** @return by doctor's id; a doctor with nothing claimed is absent */
    Map<String, List<TimeRange>> of(Connection connection, Collection<String> doctors, TimeRange within, Instant now)
            throws SQLException {
        try (var select = connection.prepareStatement(CLAIMED)) {
            select.setArray(1, connection.createArrayOf("text", doctors.toArray()));
            select.setObject(2, within.start().atOffset(ZoneOffset.UTC));
            select.setObject(3, within.end().atOffset(ZoneOffset.UTC));
            select.setObject(4, now.atOffset(ZoneOffset.UTC));
            var claimed = new HashMap<String, List<TimeRange>>();
            var rows = select.executeQuery();
            while (rows.next()) {
                claimed.computeIfAbsent(rows.getString("doctor_id"), any -> new ArrayList<>())
                        .add(new TimeRange(
                                rows.getObject("starts", OffsetDateTime.class).toInstant(),
                                rows.getObject("ends", OffsetDateTime.class).toInstant()));
            }
            return claimed;
        }
    }
}
