package io.carillon.booking.datacheck;

import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.ScheduleRepository;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.kit.database.Times;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Appointments still to come at which their doctor does not work, by the same policy that booking goes by. */
record ScheduleSearch(ScheduleRepository schedules) implements Search {

    /** Rows fetched at a time: years of appointments are read without being held. */
    private static final int FETCH = 1_000;

    @Override
    public String sql() {
        return FaultSql.STILL_TO_COME;
    }

    @Override
    public Found in(Connection connection, int most) throws SQLException {
        try (var select = connection.prepareStatement(FaultSql.STILL_TO_COME)) {
            select.setFetchSize(FETCH);
            try (var rows = select.executeQuery()) {
                return outside(connection, rows, most);
            }
        }
    }

    private Found outside(Connection connection, ResultSet rows, int most) throws SQLException {
        var hits = new ArrayList<Hit>();
        var count = 0L;
        @Nullable String doctor = null;
        Optional<Timing> timing = Optional.empty();
        while (rows.next()) {
            if (!rows.getString("doctor_id").equals(doctor)) {
                doctor = rows.getString("doctor_id");
                timing = schedules.ofDoctor(connection, doctor).map(found -> found.timing());
            }
            if (timing.isPresent() && !works(timing.get(), rows)) {
                count++;
                if (hits.size() < most) {
                    hits.add(new Hit("appointments", rows.getString("id"), rows.getObject("org_id", UUID.class)));
                }
            }
        }
        return new Found(count, hits);
    }

    /** Hours that cannot be told are another diagnosis, {@code /api/diagnostics/doctor-schedules}. */
    private static boolean works(Timing timing, ResultSet rows) throws SQLException {
        return switch (timing) {
            case Timing.Weekly weekly ->
                weekly.schedule()
                        .covers(new TimeRange(Times.instant(rows, "start_time"), Times.instant(rows, "end_time")));
            case Timing.HoursMissing _, Timing.ZoneInvalid _ -> true;
        };
    }
}
