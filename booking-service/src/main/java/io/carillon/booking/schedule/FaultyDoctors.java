package io.carillon.booking.schedule;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds doctors whose schedules keep callers from booking, before callers do (R-BOOK-05). */
@ApplicationScoped
class FaultyDoctors {

    /** Clinics are some hundreds; which zones Java knows is not for PostgreSQL to say. */
    private static final String ZONES =
            "select org_id, zone from clinics where zone is not null and (?::uuid is null or org_id = ?::uuid)";

    private static final String PAGE = """
            select * from (
                select d.id, d.org_id, c.code, d.name,
                       exists (select from working_hours h where h.doctor_id = d.id) as weekly,
                       exists (select from schedule_exception_hours h
                               where h.doctor_id = d.id and h.on_date >= ?) as by_date,
                       not d.org_id = any(?) as zone_known
                from doctors d
                join clinics c on c.org_id = d.org_id
                where d.active and (?::uuid is null or d.org_id = ?::uuid) and (?::text is null or d.id > ?)
            ) as found
            where not weekly or not zone_known
            order by id
            limit ?
            """;

    private final ScheduleSettings settings;
    private final ScheduleDates dates;

    FaultyDoctors(ScheduleSettings settings, ScheduleDates dates) {
        this.settings = settings;
        this.dates = dates;
    }

    /**
     * An active doctor with something wrong.
     *
     * @param faults at least one
     */
    record FaultyDoctor(String id, UUID clinic, String clinicCode, String name, Set<ScheduleFault> faults) {}

    /**
     * Which doctors.
     *
     * @param clinic null for all
     * @param after the id of the last one that is not wanted any more; null from the first on
     */
    record Filter(@Nullable UUID clinic, @Nullable String after) {}

    /** In order of id. */
    List<FaultyDoctor> page(Connection connection, Filter filter, int limit) throws SQLException {
        var yesterday = dates.yesterday();
        try (var select = connection.prepareStatement(PAGE)) {
            select.setObject(1, yesterday);
            select.setArray(2, connection.createArrayOf("uuid", withUnknownZone(connection, filter.clinic())));
            select.setObject(3, filter.clinic());
            select.setObject(4, filter.clinic());
            select.setString(5, filter.after());
            select.setString(6, filter.after());
            select.setInt(7, limit);
            var rows = select.executeQuery();
            var doctors = new ArrayList<FaultyDoctor>();
            while (rows.next()) {
                doctors.add(new FaultyDoctor(
                        rows.getString("id"),
                        rows.getObject("org_id", UUID.class),
                        rows.getString("code"),
                        rows.getString("name"),
                        ScheduleFault.of(
                                rows.getBoolean("weekly"), rows.getBoolean("by_date"), rows.getBoolean("zone_known"))));
            }
            return doctors;
        }
    }

    private Object[] withUnknownZone(Connection connection, @Nullable UUID clinic) throws SQLException {
        try (var select = connection.prepareStatement(ZONES)) {
            select.setObject(1, clinic);
            select.setObject(2, clinic);
            var rows = select.executeQuery();
            var unknown = new ArrayList<UUID>();
            while (rows.next()) {
                if (ClinicZone.of(rows.getString("zone"), settings.defaultZone())
                        .isEmpty()) {
                    unknown.add(rows.getObject("org_id", UUID.class));
                }
            }
            return unknown.toArray();
        }
    }
}
