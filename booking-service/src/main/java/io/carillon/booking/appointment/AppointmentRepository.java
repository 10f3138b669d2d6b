package io.carillon.booking.appointment;

import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code appointments}. */
@ApplicationScoped
public class AppointmentRepository {

    /** The unique index's name in the migrations. */
    public static final String NO_DUPLICATE = "appointments_no_duplicate";

    private static final String INSERT = """
            insert into appointments (id, org_id, doctor_id, patient_id, status, start_time, end_time,
                                      call_id, booking_started_at, booking_completed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SELECT = """
            select a.id, a.org_id, a.patient_id, a.doctor_id, a.status, a.start_time, a.end_time, a.type, a.call_id, c.zone,
                   %s as calendar_sync
            from appointments a
            join clinics c on c.org_id = a.org_id
            where a.deleted_at is null
            """.formatted(CalendarQueue.STATE_OF_A);
    private static final String BY_ID = SELECT + "and a.id = ?";
    private static final String AFTER =
            "and (a.start_time, a.id) > (select start_time, id from appointments where id = ?::uuid)\n";
    private static final String IN_ORDER = "order by a.start_time, a.id limit ?";

    private final ScheduleRepository schedules;

    AppointmentRepository(ScheduleRepository schedules) {
        this.schedules = schedules;
    }

    /** Which appointments to list; null where it does not matter. */
    record Filter(
            @Nullable String doctorId,
            @Nullable String patientId,
            @Nullable String status,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID after) {

        /** SQL with one parameter each, and its value. */
        private Map<String, Object> conditions() {
            var conditions = new LinkedHashMap<String, Object>();
            add(conditions, "and a.doctor_id = ?\n", doctorId);
            add(conditions, "and a.patient_id = ?\n", patientId);
            add(conditions, "and a.status = ?\n", status);
            add(conditions, "and a.start_time >= ?\n", from == null ? null : Times.utc(from));
            add(conditions, "and a.start_time < ?\n", to == null ? null : Times.utc(to));
            add(conditions, AFTER, after);
            return conditions;
        }

        private static void add(Map<String, Object> conditions, String sql, @Nullable Object value) {
            if (value != null) {
                conditions.put(sql, value);
            }
        }
    }

    /**
     * @param started when the caller first asked (R-BOOK-11)
     * @param completed the last moment before commit, not before {@code started}
     * @throws SQLException by the index {@link #NO_DUPLICATE} when the patient has an appointment at that time
     */
    public void insert(Connection connection, Appointment appointment, Instant started, Instant completed)
            throws SQLException {
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, appointment.id());
            insert.setObject(2, appointment.clinic());
            insert.setString(3, appointment.doctorId());
            insert.setString(4, appointment.patientId());
            insert.setString(5, appointment.status());
            insert.setObject(6, Times.utc(appointment.slot().start()));
            insert.setObject(7, Times.utc(appointment.slot().end()));
            insert.setString(8, appointment.callId());
            insert.setObject(9, Times.utc(started));
            insert.setObject(10, Times.utc(completed));
            insert.executeUpdate();
        }
    }

    public Optional<Appointment> find(Connection connection, UUID id) throws SQLException {
        try (var select = connection.prepareStatement(BY_ID)) {
            select.setObject(1, id);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** At most {@code limit}, in order of start; the next page begins {@code after} the last of this one. */
    List<Appointment> page(Connection connection, Filter filter, int limit) throws SQLException {
        var conditions = filter.conditions();
        // Put together from our own texts: a condition that is not asked for would hide the index from the planner.
        var sql = SELECT + String.join("", conditions.keySet()) + IN_ORDER;
        try (var select = connection.prepareStatement(sql)) {
            int last = 0;
            for (var value : conditions.values()) {
                select.setObject(++last, value);
            }
            select.setInt(++last, limit);
            return read(select.executeQuery());
        }
    }

    private List<Appointment> read(ResultSet rows) throws SQLException {
        var appointments = new ArrayList<Appointment>();
        while (rows.next()) {
            appointments.add(new Appointment(
                    rows.getObject("id", UUID.class),
                    rows.getObject("org_id", UUID.class),
                    rows.getString("patient_id"),
                    rows.getString("doctor_id"),
                    rows.getString("status"),
                    new TimeRange(Times.instant(rows, "start_time"), Times.instant(rows, "end_time")),
                    schedules.zoneOf(rows.getString("zone")).orElse(ZoneOffset.UTC),
                    rows.getString("calendar_sync"),
                    rows.getString("type"),
                    rows.getString("call_id")));
        }
        return appointments;
    }
}
