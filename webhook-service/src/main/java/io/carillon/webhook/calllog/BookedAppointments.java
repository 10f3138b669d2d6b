package io.carillon.webhook.calllog;

import io.carillon.kit.database.Times;
import io.carillon.webhook.delivery.CallIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table {@code call_appointments}: what booking-service has told of. */
@ApplicationScoped
class BookedAppointments {

    private static final String WRITE = """
            insert into call_appointments as a (appointment_id, org_id, call_id, patient_id, seen_at)
            select s.appointment_id, s.org_id, s.call_id, coalesce(e.replacement, s.patient_id), ?
            from unnest(?::text[], ?::uuid[], ?::text[], ?::text[]) as s (appointment_id, org_id, call_id, patient_id)
            left join call_erasures e on e.org_id = s.org_id and e.patient_id = s.patient_id
            on conflict (appointment_id) do update set call_id = coalesce(a.call_id, excluded.call_id)
            """;

    private final CallLog log;

    BookedAppointments(CallLog log) {
        this.log = log;
    }

    /**
     * An appointment that was told of.
     *
     * @param callId the call on which it was booked; null where there was none, or nobody said
     */
    record Seen(
            String appointmentId,
            @Nullable UUID orgId,
            @Nullable String callId,
            String patientId) {

        Seen and(Seen later) {
            return new Seen(appointmentId, orgId, callId != null ? callId : later.callId, later.patientId);
        }
    }

    /** @param seen of different appointments each */
    void write(Connection connection, List<Seen> seen, Instant now) throws SQLException {
        var sorted = seen.stream()
                .sorted(java.util.Comparator.comparing(Seen::appointmentId))
                .toList();
        try (var insert = connection.prepareStatement(WRITE)) {
            insert.setObject(1, Times.utc(now));
            insert.setArray(2, column(connection, "text", sorted, one -> CallIds.stored(one.appointmentId())));
            insert.setArray(3, column(connection, "uuid", sorted, Seen::orgId));
            insert.setArray(4, column(connection, "text", sorted, BookedAppointments::call));
            insert.setArray(5, column(connection, "text", sorted, Seen::patientId));
            insert.executeUpdate();
        }
        var calls = new ArrayList<String>();
        for (var one : sorted) {
            var call = call(one);
            if (call != null) {
                calls.add(call);
            }
        }
        if (!calls.isEmpty()) {
            log.link(connection, calls, now);
        }
    }

    private static @Nullable String call(Seen seen) {
        return seen.callId() == null ? null : CallIds.stored(seen.callId());
    }

    private static java.sql.Array column(
            Connection connection, String type, List<Seen> seen, Function<Seen, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, seen.stream().map(value).toArray());
    }
}
