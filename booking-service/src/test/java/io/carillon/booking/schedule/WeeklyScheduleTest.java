package io.carillon.booking.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeeklyScheduleTest {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final ZoneId KINSHASA = ZoneId.of("Africa/Kinshasa");

    /** Clocks go from 02:00 to 03:00 on this Sunday in Los Angeles. */
    private static final LocalDate GAP = LocalDate.of(2030, 3, 10);

    /** Clocks go from 02:00 back to 01:00 on this Sunday in Los Angeles. */
    private static final LocalDate OVERLAP = LocalDate.of(2030, 11, 3);

    @Test
    @Requirement("R-BOOK-07")
    void theSameHoursAreOtherInstantsInAnotherZone() {
        var monday = LocalDate.of(2030, 1, 7);

        assertThat(schedule(LOS_ANGELES, "08:00", "18:00").openingsOn(monday))
                .containsExactly(range("2030-01-07T16:00:00Z", "2030-01-08T02:00:00Z"));
        assertThat(schedule(KINSHASA, "08:00", "18:00").openingsOn(monday))
                .containsExactly(range("2030-01-07T07:00:00Z", "2030-01-07T17:00:00Z"));
    }

    @Test
    @Requirement("R-BOOK-07")
    void anHourThatTheClockLeavesOutIsNobodys() {
        assertThat(schedule(LOS_ANGELES, "01:00", "04:00").openingsOn(GAP))
                .as("two hours long, not three")
                .containsExactly(range("2030-03-10T09:00:00Z", "2030-03-10T11:00:00Z"));
        assertThat(schedule(LOS_ANGELES, "02:30", "04:00").openingsOn(GAP))
                .as("02:30 does not exist; work begins when the clock says 03:00")
                .containsExactly(range("2030-03-10T10:00:00Z", "2030-03-10T11:00:00Z"));
        assertThat(schedule(LOS_ANGELES, "02:00", "03:00").openingsOn(GAP)).isEmpty();
    }

    @Test
    @Requirement("R-BOOK-07")
    void anHourThatComesTwiceCountsTwice() {
        assertThat(schedule(LOS_ANGELES, "00:00", "04:00").openingsOn(OVERLAP))
                .as("five hours long, not four")
                .containsExactly(range("2030-11-03T07:00:00Z", "2030-11-03T12:00:00Z"));
        assertThat(schedule(LOS_ANGELES, "01:00", "01:30").openingsOn(OVERLAP))
                .containsExactly(
                        range("2030-11-03T08:00:00Z", "2030-11-03T08:30:00Z"),
                        range("2030-11-03T09:00:00Z", "2030-11-03T09:30:00Z"));
    }

    @Test
    void hoursJoinAcrossMidnightAndBreaksDoNot() {
        var night = new WeeklySchedule(
                KINSHASA,
                List.of(
                        hours(DayOfWeek.MONDAY, "20:00", "00:00"),
                        hours(DayOfWeek.TUESDAY, "00:00", "04:00"),
                        hours(DayOfWeek.TUESDAY, "08:00", "12:00"),
                        hours(DayOfWeek.TUESDAY, "13:00", "17:00")));

        assertThat(night.covers(range("2030-01-07T22:30:00Z", "2030-01-07T23:30:00Z")))
                .as("23:30 to 00:30")
                .isTrue();
        assertThat(night.covers(range("2030-01-08T10:30:00Z", "2030-01-08T11:30:00Z")))
                .as("11:30 to 12:30")
                .isFalse();
        assertThat(night.covers(range("2030-01-07T18:59:00Z", "2030-01-07T20:00:00Z")))
                .as("a minute too early")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"America/Los_Angeles", "Africa/Kinshasa", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Tehran"})
    @Requirement("R-BOOK-07")
    void anInstantIsOpenExactlyWhenTheWallClockSaysSo(String zone) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(zone.hashCode());
        for (int round = 0; round < 300; round++) {
            var hours = randomHours(random);
            var schedule = new WeeklySchedule(ZoneId.of(zone), hours);
            var date = LocalDate.of(2011, 1, 1).plusDays(random.nextInt(365 * 20));
            var openings = schedule.openingsOn(date);
            var noon = date.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
            for (int probe = 0; probe < 50; probe++) {
                var instant = noon.plusSeconds(random.nextInt(-40 * 3600, 40 * 3600));
                var wall = instant.atZone(schedule.zone()).toLocalDateTime();
                var expected = wall.toLocalDate().equals(date)
                        && hours.stream()
                                .anyMatch(h -> h.day() == date.getDayOfWeek()
                                        && !wall.toLocalTime().isBefore(h.from())
                                        && (h.to().equals(LocalTime.MIDNIGHT)
                                                || wall.toLocalTime().isBefore(h.to())));

                assertThat(openings.stream().anyMatch(o -> !instant.isBefore(o.start()) && instant.isBefore(o.end())))
                        .as("%s on %s by %s", instant, date, hours)
                        .isEqualTo(expected);
            }
        }
    }

    private static List<WorkingHours> randomHours(RandomGenerator random) {
        return random.ints(1 + random.nextInt(4), 0, 24 * 4 - 1)
                .mapToObj(quarter -> {
                    var from = LocalTime.MIN.plusMinutes(15L * quarter);
                    var quartersLeft = 24 * 4 - quarter;
                    return new WorkingHours(
                            DayOfWeek.of(1 + random.nextInt(7)),
                            from,
                            from.plusMinutes(15L * (1 + random.nextInt(quartersLeft))));
                })
                .toList();
    }

    private static WeeklySchedule schedule(ZoneId zone, String from, String to) {
        return new WeeklySchedule(
                zone,
                Arrays.stream(DayOfWeek.values())
                        .map(day -> hours(day, from, to))
                        .toList());
    }

    private static WorkingHours hours(DayOfWeek day, String from, String to) {
        return new WorkingHours(day, LocalTime.parse(from), LocalTime.parse(to));
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }
}
