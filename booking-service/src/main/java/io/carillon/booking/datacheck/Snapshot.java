package io.carillon.booking.datacheck;

import io.carillon.events.BookingEvent;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.kit.database.Times;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An appointment around its repair, however wrong its times are: calendars and whoever else keeps a copy hear the
 * difference in the same events as of any other change.
 *
 * @param callId the call on whose line it was booked; null where there was none
 * @param active whether it is to take place
 */
public record Snapshot(
        String id,
        UUID clinic,
        String doctorId,
        String patientId,
        Instant start,
        Instant end,
        @Nullable String callId,
        boolean active) {

    private static final String SELECT = """
            select id::text, org_id, doctor_id, patient_id, start_time, end_time, call_id,
                   deleted_at is null and status in ('BOOKED', 'CONFIRMED') as active
            from appointments where id = ?::uuid
            """;

    /** What is told, and of which clinic. */
    public record Told(UUID clinic, BookingEvent event) {}

    /** Empty for a row that is gone, and for one that lacks what every event has: nobody can have heard of that. */
    public static Optional<Snapshot> of(Connection connection, Hit hit) throws SQLException {
        if (!hit.table().equals("appointments")) {
            return Optional.empty();
        }
        try (var select = connection.prepareStatement(SELECT)) {
            select.setString(1, hit.id());
            try (var row = select.executeQuery()) {
                return row.next() ? read(row) : Optional.empty();
            }
        }
    }

    private static Optional<Snapshot> read(ResultSet row) throws SQLException {
        var clinic = row.getObject("org_id", UUID.class);
        var doctor = row.getString("doctor_id");
        var patient = row.getString("patient_id");
        var start = Times.instantOrNull(row, "start_time");
        var end = Times.instantOrNull(row, "end_time");
        if (clinic == null || doctor == null || patient == null || start == null || end == null) {
            return Optional.empty();
        }
        return Optional.of(new Snapshot(
                row.getString("id"),
                clinic,
                doctor,
                patient,
                start,
                end,
                row.getString("call_id"),
                row.getBoolean("active")));
    }

    /** What a repair that made {@code after} of {@code before} is to be told as; empty where nobody need hear of it. */
    public static Optional<Told> difference(Optional<Snapshot> before, Optional<Snapshot> after) {
        var was = before.filter(Snapshot::active);
        var is = after.filter(Snapshot::active);
        if (was.isPresent() && is.isPresent()) {
            return was.get().movedTo(is.get());
        }
        return was.map(gone -> new Told(gone.clinic(), gone.cancelled()))
                .or(() -> is.map(back -> new Told(back.clinic(), back.booked())));
    }

    private Optional<Told> movedTo(Snapshot is) {
        var same = start.equals(is.start) && end.equals(is.end) && Objects.equals(doctorId, is.doctorId);
        return same
                ? Optional.empty()
                : Optional.of(new Told(
                        is.clinic,
                        new AppointmentMoved(id, is.doctorId, is.patientId, is.start, is.end, doctorId, start, end)));
    }

    private BookingEvent cancelled() {
        return new AppointmentCancelled(id, doctorId, patientId, start, end);
    }

    private BookingEvent booked() {
        return new AppointmentBooked(id, doctorId, patientId, start, end, callId);
    }
}
