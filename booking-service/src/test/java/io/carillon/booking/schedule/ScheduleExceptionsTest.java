package io.carillon.booking.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.booking.schedule.DoctorSchedule.Timing;
import io.carillon.traceability.Requirement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExceptionsTest {

    private static final ZoneId KINSHASA = ZoneId.of("Africa/Kinshasa");
    private static final LocalDate MONDAY = LocalDate.of(2030, 1, 7);
    private static final List<WorkingHours> MONDAYS =
            List.of(new WorkingHours(DayOfWeek.MONDAY, shift("08:00", "18:00")));

    @Test
    void whatIsSaidOfTheDoctorGoesBeforeTheHolidayAndTheHolidayBeforeTheWeek() {
        var closed = List.<Shift>of();
        var late = List.of(shift("20:00", "00:00"));

        assertThat(openings(Map.of(), Set.of())).containsExactly(range("07:00", "17:00"));
        assertThat(openings(Map.of(), Set.of(MONDAY))).isEmpty();
        assertThat(openings(Map.of(MONDAY, closed), Set.of())).isEmpty();
        assertThat(openings(Map.of(MONDAY, late), Set.of())).containsExactly(range("19:00", "23:00"));
        assertThat(openings(Map.of(MONDAY, late), Set.of(MONDAY))).containsExactly(range("19:00", "23:00"));
        assertThat(openings(Map.of(MONDAY, closed), Set.of(MONDAY))).isEmpty();
        assertThat(openings(Map.of(MONDAY.plusDays(1), closed), Set.of(MONDAY.plusDays(7))))
                .as("other dates")
                .containsExactly(range("07:00", "17:00"));
    }

    @Test
    void hoursByExceptionJoinTheWeeksAcrossMidnight() {
        var schedule = new WeeklySchedule(
                KINSHASA,
                MONDAYS,
                new ScheduleExceptions(
                        Map.of(
                                MONDAY,
                                List.of(shift("20:00", "00:00")),
                                MONDAY.plusDays(1),
                                List.of(shift("00:00", "02:00"))),
                        Set.of()));

        assertThat(schedule.covers(range("22:00", "23:30"))).isTrue();
        assertThat(schedule.covers(
                        new TimeRange(Instant.parse("2030-01-07T22:30:00Z"), Instant.parse("2030-01-08T00:30:00Z"))))
                .as("23:30 to 01:30")
                .isTrue();
        assertThat(schedule.covers(range("08:00", "09:00")))
                .as("the week's hours of that date do not hold")
                .isFalse();
    }

    @Test
    void whoWorksByExceptionOnlyHasHours() {
        var away = new ScheduleExceptions(Map.of(MONDAY, List.of()), Set.of());
        var there = new ScheduleExceptions(Map.of(MONDAY, List.of(shift("08:00", "09:00"))), Set.of());

        assertThat(Timing.of(KINSHASA, List.of(), ScheduleExceptions.NONE))
                .isEqualTo(new Timing.HoursMissing(KINSHASA));
        assertThat(Timing.of(KINSHASA, List.of(), away)).isEqualTo(new Timing.HoursMissing(KINSHASA));
        assertThat(Timing.of(KINSHASA, List.of(), there)).isInstanceOf(Timing.Weekly.class);
        assertThat(Timing.of(KINSHASA, MONDAYS, away)).isInstanceOf(Timing.Weekly.class);
    }

    /**
     * Around the days on which clocks change, of zones that do so at midnight, by half an hour, by skipping a day, in
     * winter, or not at all.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "America/Los_Angeles",
                "Africa/Kinshasa",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Havana",
                "America/Sao_Paulo",
                "Europe/Dublin",
                "Asia/Beirut",
                "Africa/Casablanca",
                "Asia/Kathmandu",
                "UTC"
            })
    @Requirement("R-BOOK-07")
    void aRangeIsCoveredExactlyWhenTheWallClockSaysSoInEachOfItsMinutes(String zoneName) {
        var zone = ZoneId.of(zoneName);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(zoneName.hashCode());
        var covered = 0;
        for (int round = 0; round < 400; round++) {
            var around = changeAfter(zone, random);
            var schedule = random(zone, LocalDate.ofInstant(around, zone), random);
            for (int probe = 0; probe < 10; probe++) {
                var start = around.plus(Duration.ofMinutes(random.nextInt(-36 * 60, 36 * 60)));
                var range = TimeRange.of(start, Duration.ofMinutes(1 + random.nextInt(random.nextInt(1, 12 * 60))));
                var expected = everyMinute(range, schedule);
                covered += expected ? 1 : 0;

                assertThat(schedule.covers(range))
                        .as("%s by %s", range, schedule)
                        .isEqualTo(expected);
            }
        }
        assertThat(covered).as("the test is no test of refusals only").isGreaterThan(200);
    }

    @Test
    void aShiftEndsAfterItBeginsAndMayEndWithTheDay() {
        assertThat(Shift.start("23:59")).contains(LocalTime.of(23, 59));
        assertThat(Shift.end("24:00")).contains(LocalTime.MIDNIGHT);
        for (var text : List.of("24:00", "8:00", "08:60", "25:00", "08:00:00", "", "noon", "-1:00", "０８:００")) {
            assertThat(Shift.start(text)).as(text).isEmpty();
        }
        assertThat(Shift.end("00:00")).as("the end of which day?").isEmpty();
        assertThat(Shift.of(LocalTime.of(9, 0), LocalTime.of(9, 0))).isEmpty();
        assertThatThrownBy(() -> shift("09:00", "08:00")).isInstanceOf(IllegalArgumentException.class);
        assertThat(shift("09:00", "00:00").endText()).isEqualTo("24:00");
    }

    @Test
    void shiftsThatTouchDoNotOverlap() {
        assertThat(Shift.anyOverlap(List.of(shift("12:00", "18:00"), shift("08:00", "12:00"))))
                .isFalse();
        assertThat(Shift.anyOverlap(List.of(shift("12:00", "00:00"), shift("08:00", "12:01"))))
                .isTrue();
        assertThat(Shift.anyOverlap(List.of(shift("08:00", "00:00"), shift("23:00", "23:30"))))
                .isTrue();
        assertThat(Shift.anyOverlap(List.of(shift("08:00", "09:00"), shift("08:00", "09:00"))))
                .isTrue();
    }

    @Test
    void buffersWidenWhatIsClaimedAndTypesMayHaveTheirOwn() {
        var doctors = Buffers.ofMinutes(5, 10);
        var type = new AppointmentType(new UUID(0, 1), "first", "First", Duration.ofMinutes(60), Duration.ZERO, null);

        assertThat(doctors.around(range("08:00", "08:30"))).isEqualTo(range("07:55", "08:40"));
        assertThat(type.buffers(doctors)).isEqualTo(Buffers.ofMinutes(0, 10));
        assertThat(Buffers.NONE.around(range("08:00", "08:30"))).isEqualTo(range("08:00", "08:30"));
        assertThatThrownBy(() -> Buffers.ofMinutes(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Buffers.ofMinutes(0, 241)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hoursAreReadAsPostgresqlWritesThem() {
        assertThat(HoursText.week(List.of("1 08:00:00 12:30:00", "7 20:00:00 24:00:00")))
                .containsExactly(
                        new WorkingHours(DayOfWeek.MONDAY, shift("08:00", "12:30")),
                        new WorkingHours(DayOfWeek.SUNDAY, shift("20:00", "00:00")));
        assertThat(HoursText.dates(
                        List.of("2030-01-07", "2030-01-08 08:00:00 09:00:00", "2030-01-08 10:00:00 24:00:00")))
                .isEqualTo(Map.of(
                        MONDAY,
                        List.of(),
                        MONDAY.plusDays(1),
                        List.of(shift("08:00", "09:00"), shift("10:00", "00:00"))));
    }

    /** Some hours before or after a change of the clock; any time where there is none. */
    private static Instant changeAfter(ZoneId zone, RandomGenerator random) {
        var any = Instant.parse("1985-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(50 * 365)));
        var change = zone.getRules().nextTransition(any);
        return change == null ? any : change.getInstant();
    }

    private static boolean everyMinute(TimeRange range, WeeklySchedule schedule) {
        for (var minute = range.start(); minute.isBefore(range.end()); minute = minute.plusSeconds(60)) {
            if (!openAt(minute, schedule)) {
                return false;
            }
        }
        return true;
    }

    /** What a person would say who stands before the clinic's clock with the entries in hand. */
    private static boolean openAt(Instant instant, WeeklySchedule schedule) {
        var wall = instant.atZone(schedule.zone()).toLocalDateTime();
        var date = wall.toLocalDate();
        var exceptions = schedule.exceptions();
        if (exceptions.ofDoctor().containsKey(date)) {
            return exceptions.ofDoctor().get(date).stream().anyMatch(s -> within(wall.toLocalTime(), s.from(), s.to()));
        }
        return !exceptions.holidays().contains(date)
                && schedule.hours().stream()
                        .anyMatch(h -> h.day() == date.getDayOfWeek() && within(wall.toLocalTime(), h.from(), h.to()));
    }

    private static boolean within(LocalTime time, LocalTime from, LocalTime to) {
        return !time.isBefore(from) && (to.equals(LocalTime.MIDNIGHT) || time.isBefore(to));
    }

    private static WeeklySchedule random(ZoneId zone, LocalDate around, RandomGenerator random) {
        var hours = new ArrayList<WorkingHours>();
        for (var day : DayOfWeek.values()) {
            randomShifts(random).forEach(shift -> hours.add(new WorkingHours(day, shift)));
        }
        var ofDoctor = new HashMap<LocalDate, List<Shift>>();
        var holidays = new HashSet<LocalDate>();
        for (int day = -2; day <= 2; day++) {
            if (random.nextInt(4) == 0) {
                ofDoctor.put(around.plusDays(day), randomShifts(random));
            }
            if (random.nextInt(6) == 0) {
                holidays.add(around.plusDays(day));
            }
        }
        return new WeeklySchedule(zone, hours, new ScheduleExceptions(ofDoctor, holidays));
    }

    /** None to three, long ones more often than not; they may overlap, as rows entered by hand can. */
    private static List<Shift> randomShifts(RandomGenerator random) {
        return random.ints(random.nextInt(4), 0, 24 * 4)
                .mapToObj(quarter -> {
                    var from = LocalTime.MIN.plusMinutes(15L * quarter);
                    return new Shift(from, from.plusMinutes(15L * (1 + random.nextInt(24 * 4 - quarter))));
                })
                .toList();
    }

    private static List<TimeRange> openings(Map<LocalDate, List<Shift>> ofDoctor, Set<LocalDate> holidays) {
        return new WeeklySchedule(KINSHASA, MONDAYS, new ScheduleExceptions(ofDoctor, holidays)).openingsOn(MONDAY);
    }

    private static Shift shift(String from, String to) {
        return new Shift(LocalTime.parse(from), LocalTime.parse(to));
    }

    /** On MONDAY, in UTC. */
    private static TimeRange range(String from, String to) {
        return new TimeRange(Instant.parse(MONDAY + "T" + from + ":00Z"), Instant.parse(MONDAY + "T" + to + ":00Z"));
    }
}
