package io.carillon.booking.schedule;

import io.carillon.booking.schedule.DoctorSchedule.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Doctors with all that decides when they can be booked. One statement whether for one doctor or a whole clinic, so that
 * hours, exceptions, holidays and the version that stands for them are of one moment.
 */
@ApplicationScoped
public class ScheduleRepository {

    private static final String SELECT = """
            select d.id, d.org_id, d.specialty, d.buffer_before_minutes, d.buffer_after_minutes, d.active, d.schedule_version, c.zone,
                   exists(select from doctor_calendars k where k.doctor_id = d.id) as calendar,
                   array(select concat_ws(' ', weekday, from_time, to_time)
                         from working_hours h where h.doctor_id = d.id order by weekday, from_time) as hours,
                   array(select concat_ws(' ', e.on_date, h.from_time, h.to_time)
                         from schedule_exceptions e
                         left join schedule_exception_hours h on h.doctor_id = e.doctor_id and h.on_date = e.on_date
                         where e.doctor_id = d.id and e.on_date between ? and ?
                         order by e.on_date, h.from_time) as exceptions,
                   array(select on_date::text from clinic_holidays y
                         where y.org_id = d.org_id and y.on_date between ? and ? order by on_date) as holidays,
                   %s as types
            from doctors d
            join clinics c on c.org_id = d.org_id
            """;
    /** Of one doctor only: with all doctors of a clinic they would be read as often as it has doctors. */
    private static final String TYPES = """
            array(select concat_ws(' ', code, duration_minutes, coalesce(t.buffer_before_minutes, -1),
                                   coalesce(t.buffer_after_minutes, -1))
                  from appointment_types t where t.org_id = d.org_id)""";

    private static final String OF_DOCTOR = SELECT.formatted(TYPES) + "where d.id = ?";
    private static final String OF_CLINIC =
            SELECT.formatted("'{}'::text[]") + "where d.active and d.org_id = ? order by d.id";

    /** What was read is kept for a while; within that time the horizon moves on. */
    private static final int DAYS_BEYOND_HORIZON = 31;

    private final ScheduleSettings settings;
    private final Clock clock;

    ScheduleRepository(ScheduleSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The zone of a clinic whose row says {@code zoneName}; empty when that is no time zone that Java knows. */
    public Optional<ZoneId> zoneOf(@Nullable String zoneName) {
        return ClinicZone.of(zoneName, settings.defaultZone());
    }

    public Optional<DoctorSchedule> ofDoctor(Connection connection, String doctorId) throws SQLException {
        try (var select = connection.prepareStatement(OF_DOCTOR)) {
            bindDates(select);
            select.setString(5, doctorId);
            return read(select.executeQuery()).stream().findFirst();
        }
    }

    /** The clinic's active doctors in order of their ids. */
    public List<DoctorSchedule> ofClinic(Connection connection, UUID clinic) throws SQLException {
        try (var select = connection.prepareStatement(OF_CLINIC)) {
            bindDates(select);
            select.setObject(5, clinic);
            return read(select.executeQuery());
        }
    }

    /** From yesterday, because somewhere it is still that day. */
    private void bindDates(PreparedStatement select) throws SQLException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var last = today.plusDays(settings.horizon().toDays() + DAYS_BEYOND_HORIZON);
        select.setObject(1, today.minusDays(1));
        select.setObject(2, last);
        select.setObject(3, today.minusDays(1));
        select.setObject(4, last);
    }

    private List<DoctorSchedule> read(ResultSet rows) throws SQLException {
        var doctors = new ArrayList<DoctorSchedule>();
        while (rows.next()) {
            doctors.add(new DoctorSchedule(
                    rows.getString("id"),
                    rows.getObject("org_id", UUID.class),
                    rows.getLong("schedule_version"),
                    timing(rows),
                    Buffers.ofMinutes(rows.getInt("buffer_before_minutes"), rows.getInt("buffer_after_minutes")),
                    rows.getString("specialty"),
                    rows.getBoolean("calendar"),
                    types(rows)));
        }
        return doctors;
    }

    private Timing timing(ResultSet row) throws SQLException {
        var zoneName = row.getString("zone");
        var zone = zoneOf(zoneName);
        if (zone.isEmpty()) {
            return new Timing.ZoneInvalid(String.valueOf(zoneName));
        }
        return row.getBoolean("active")
                ? Timing.of(
                        zone.get(),
                        HoursText.week(strings(row, "hours")),
                        new ScheduleExceptions(
                                HoursText.dates(strings(row, "exceptions")), HoursText.days(strings(row, "holidays"))))
                : Timing.never(zone.get());
    }

    /** Without the names, which nothing is decided by. */
    private static Map<String, AppointmentType> types(ResultSet row) throws SQLException {
        var types = new HashMap<String, AppointmentType>();
        var clinic = row.getObject("org_id", UUID.class);
        for (var text : strings(row, "types")) {
            var parts = text.split(" ", -1);
            types.put(
                    parts[0],
                    new AppointmentType(
                            clinic,
                            parts[0],
                            parts[0],
                            Duration.ofMinutes(Long.parseLong(parts[1])),
                            buffer(parts[2]),
                            buffer(parts[3])));
        }
        return Map.copyOf(types);
    }

    private static @Nullable Duration buffer(String minutes) {
        return minutes.equals("-1") ? null : Duration.ofMinutes(Long.parseLong(minutes));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
