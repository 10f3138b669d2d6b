package io.carillon.booking.schedule;

import io.carillon.booking.schedule.DoctorSchedule.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Doctors with their hours, one query whether for one doctor or a whole clinic. */
@ApplicationScoped
public class ScheduleRepository {

    private static final String SELECT = """
            select d.id, d.org_id, d.schedule_version, c.zone, h.weekday, h.from_time, h.to_time
            from doctors d
            join clinics c on c.org_id = d.org_id
            left join working_hours h on h.doctor_id = d.id
            """;
    private static final String OF_DOCTOR = SELECT + "where d.id = ? order by h.weekday, h.from_time";
    private static final String OF_CLINIC = SELECT + "where d.org_id = ? order by d.id, h.weekday, h.from_time";

    private final ZoneId defaultZone;

    ScheduleRepository(ScheduleSettings settings) {
        this.defaultZone = settings.defaultZone();
    }

    /** The zone of a clinic whose row says {@code zoneName}; empty when that is no time zone that Java knows. */
    public Optional<ZoneId> zoneOf(@Nullable String zoneName) {
        return ClinicZone.of(zoneName, defaultZone);
    }

    public Optional<DoctorSchedule> ofDoctor(Connection connection, String doctorId) throws SQLException {
        try (var select = connection.prepareStatement(OF_DOCTOR)) {
            select.setString(1, doctorId);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** The clinic's doctors in order of their ids. */
    public List<DoctorSchedule> ofClinic(Connection connection, UUID clinic) throws SQLException {
        try (var select = connection.prepareStatement(OF_CLINIC)) {
            select.setObject(1, clinic);
            return read(select.executeQuery());
        }
    }

    private List<DoctorSchedule> read(ResultSet rows) throws SQLException {
        var doctors = new ArrayList<DoctorSchedule>();
        var more = rows.next();
        while (more) {
            var id = rows.getString("id");
            var clinic = rows.getObject("org_id", UUID.class);
            var version = rows.getLong("schedule_version");
            var zone = rows.getString("zone");
            var hours = new ArrayList<WorkingHours>();
            do {
                hoursIn(rows).ifPresent(hours::add);
                more = rows.next();
            } while (more && rows.getString("id").equals(id));
            doctors.add(new DoctorSchedule(id, clinic, version, timing(zone, hours)));
        }
        return doctors;
    }

    private Timing timing(@Nullable String zoneName, List<WorkingHours> hours) {
        return zoneOf(zoneName)
                .<Timing>map(zone -> hours.isEmpty()
                        ? new Timing.HoursMissing(zone)
                        : new Timing.Weekly(new WeeklySchedule(zone, hours)))
                .orElseGet(() -> new Timing.ZoneInvalid(String.valueOf(zoneName)));
    }

    private static Optional<WorkingHours> hoursIn(ResultSet rows) throws SQLException {
        var weekday = rows.getInt("weekday");
        if (rows.wasNull()) {
            return Optional.empty();
        }
        var to = rows.getObject("to_time", LocalTime.class);
        return Optional.of(new WorkingHours(
                DayOfWeek.of(weekday),
                rows.getObject("from_time", LocalTime.class),
                // The driver reads PostgreSQL's 24:00 as the last nanosecond of the day.
                to.equals(LocalTime.MAX) ? LocalTime.MIDNIGHT : to));
    }
}
