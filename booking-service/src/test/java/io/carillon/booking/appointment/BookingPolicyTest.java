package io.carillon.booking.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.appointment.BookingPolicy.Ruling;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import io.carillon.booking.schedule.WorkingHours;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BookingPolicyTest {

    private static final ZoneId ZONE = ZoneId.of("Africa/Kinshasa");
    private static final Instant NOW = Instant.parse("2030-01-07T08:00:00Z");
    private static final Timing MONDAYS = new Timing.Weekly(new WeeklySchedule(
            ZONE, List.of(new WorkingHours(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(18, 0)))));

    @Test
    void theMomentItselfIsNotThePast() {
        assertThat(rule(slot("2030-01-07T08:00:00Z", "2030-01-07T08:30:00Z"), MONDAYS))
                .isEqualTo(new Ruling.Allowed(ZONE));
        assertThat(code(slot("2030-01-07T07:59:59Z", "2030-01-07T08:30:00Z"), MONDAYS))
                .isEqualTo(FailureCode.START_IN_PAST);
    }

    @Test
    void theFirstReasonInTheOrderOfTheDesignIsTold() {
        var past = slot("2030-01-06T03:00:00Z", "2030-01-06T04:00:00Z");
        var night = slot("2030-01-08T03:00:00Z", "2030-01-08T04:00:00Z");

        assertThat(code(past, new Timing.HoursMissing(ZONE))).isEqualTo(FailureCode.START_IN_PAST);
        assertThat(code(night, new Timing.ZoneInvalid("Mars/Olympus"))).isEqualTo(FailureCode.TIMEZONE_INVALID);
        assertThat(code(night, new Timing.HoursMissing(ZONE))).isEqualTo(FailureCode.SCHEDULE_MISSING);
        assertThat(code(night, MONDAYS)).isEqualTo(FailureCode.OUTSIDE_SCHEDULE);
    }

    @Test
    void anAppointmentMayEndWhenWorkEndsAndNoLater() {
        assertThat(rule(slot("2030-01-07T16:30:00Z", "2030-01-07T17:00:00Z"), MONDAYS))
                .isEqualTo(new Ruling.Allowed(ZONE));
        assertThat(code(slot("2030-01-07T16:30:01Z", "2030-01-07T17:00:01Z"), MONDAYS))
                .isEqualTo(FailureCode.OUTSIDE_SCHEDULE);
    }

    private static FailureCode code(TimeRange slot, Timing timing) {
        return ((Ruling.Forbidden) rule(slot, timing)).code();
    }

    private static Ruling rule(TimeRange slot, Timing timing) {
        return BookingPolicy.rule(slot, new DoctorSchedule("d", new UUID(0, 1), 1, timing), NOW);
    }

    private static TimeRange slot(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }
}
