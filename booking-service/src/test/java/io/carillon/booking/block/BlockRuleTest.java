package io.carillon.booking.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.block.BlockRule.Occurrence;
import io.carillon.booking.block.Recurrence.Frequency;
import io.carillon.booking.schedule.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockRuleTest {

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @Test
    void lunchIsAtNoonByTheWallInSummerAndInWinter() {
        var lunch = new BlockRule(
                LocalDateTime.parse("2030-03-04T12:00"),
                LocalDateTime.parse("2030-03-04T13:00"),
                weekly(1, Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY), 3));

        assertThat(lunch.occurrences(LOS_ANGELES))
                .extracting(Occurrence::time)
                .containsExactly(
                        range("2030-03-04T20:00:00Z", "2030-03-04T21:00:00Z"),
                        range("2030-03-06T20:00:00Z", "2030-03-06T21:00:00Z"),
                        range("2030-03-11T19:00:00Z", "2030-03-11T20:00:00Z"));
    }

    @Test
    void aTimeThatTheClockLeavesOutIsNobodys() {
        var within = daily("2030-03-09T02:15", "2030-03-09T02:45", 3);
        assertThat(within.occurrences(LOS_ANGELES))
                .extracting(Occurrence::date)
                .containsExactly(LocalDate.parse("2030-03-09"), LocalDate.parse("2030-03-11"));
        var across = daily("2030-03-10T01:30", "2030-03-10T03:30", 1);
        assertThat(across.occurrences(LOS_ANGELES).getFirst().time().length()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTimeThatComesTwiceIsBlockedUntilItHasPassedTwice() {
        var twice = daily("2030-11-03T01:00", "2030-11-03T01:30", 1);
        assertThat(twice.occurrences(LOS_ANGELES))
                .extracting(Occurrence::time)
                .containsExactly(range("2030-11-03T08:00:00Z", "2030-11-03T09:30:00Z"));
    }

    @Test
    void aHolidayOfWeeksIsOneOccurrence() {
        var holiday =
                new BlockRule(LocalDateTime.parse("2030-07-01T00:00"), LocalDateTime.parse("2030-07-22T00:00"), null);
        assertThat(holiday.faults()).isEmpty();
        assertThat(holiday.occurrences(LOS_ANGELES)).hasSize(1);
        assertThat(holiday.occurrences(LOS_ANGELES).getFirst().time().length()).isEqualTo(Duration.ofDays(21));
    }

    @Test
    void weeksBeginOnMondayAndTheFirstMayBeHalfOver() {
        var rule = weekly(2, Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 4);
        // A Wednesday: Monday of its week is over.
        assertThat(rule.dates(LocalDate.parse("2030-01-09"), 400))
                .containsExactly(
                        LocalDate.parse("2030-01-11"),
                        LocalDate.parse("2030-01-21"),
                        LocalDate.parse("2030-01-25"),
                        LocalDate.parse("2030-02-04"));
        assertThat(weekly(1, Set.of(), 2).dates(LocalDate.parse("2030-01-09"), 400))
                .containsExactly(LocalDate.parse("2030-01-09"), LocalDate.parse("2030-01-16"));
    }

    @Test
    void whatIsTooMuchIsSaidToBe() {
        assertThat(faults("2030-01-07T13:00", "2030-01-07T12:00", null)).contains("to is not after from");
        assertThat(faults("2030-01-07T12:00", "2030-01-07T12:00", null)).contains("to is not after from");
        assertThat(faults("2030-01-01T00:00", "2030-04-01T00:00", null)).contains("too long");
        assertThat(faults("2030-01-07T12:00", "2030-01-07T13:00", until(Frequency.DAILY, 1, "2031-03-01")))
                .contains("too many dates");
        assertThat(faults("2030-01-07T12:00", "2030-01-07T13:00", until(Frequency.WEEKLY, 1, "2032-02-01")))
                .contains("lasts too long");
        assertThat(faults("2030-01-07T12:00", "2030-01-07T13:00", until(Frequency.DAILY, 1, "2030-01-06")))
                .contains("no date");
        assertThat(faults("2030-01-07T12:00", "2030-01-08T13:00", until(Frequency.DAILY, 1, "2030-01-20")))
                .contains("still on");
        assertThat(faults("2030-01-07T12:00", "2030-01-08T12:00", until(Frequency.DAILY, 1, "2030-01-20")))
                .isEmpty();
        assertThat(faults("2030-01-07T12:00", "2030-01-07T13:00", until(Frequency.DAILY, 1, "2031-02-10")))
                .isEmpty();
    }

    /** Whatever the rule, the zone and the season: what the wall shows decides, and no two occurrences overlap. */
    @ParameterizedTest
    @MethodSource("seeds")
    void anInstantIsBlockedExactlyWhenTheWallSaysSo(int seed) {
        var random = new Random(seed);
        var zone = ZoneId.of(List.of(
                        "America/Los_Angeles",
                        "Africa/Kinshasa",
                        "Europe/Dublin",
                        "Australia/Lord_Howe",
                        "America/St_Johns",
                        "Asia/Tehran",
                        "Pacific/Apia")
                .get(random.nextInt(7)));
        var rule = rule(random);
        if (!rule.faults().isEmpty()) {
            return;
        }
        var occurrences = rule.occurrences(zone);

        for (int i = 1; i < occurrences.size(); i++) {
            assertThat(occurrences.get(i).time().start())
                    .isAfterOrEqualTo(occurrences.get(i - 1).time().end());
        }
        var dates = dates(rule);
        for (var occurrence : occurrences) {
            assertThat(dates).contains(occurrence.date());
            for (int sample = 0; sample < 20; sample++) {
                var around = occurrence.time().start().plusSeconds(random.nextInt(-7_200, 100_000));
                var blocked = occurrences.stream().anyMatch(one -> contains(one.time(), around));
                if (shown(rule, dates, around, zone)) {
                    assertThat(blocked).as("%s at %s in %s", rule, around, zone).isTrue();
                } else if (blocked) {
                    // Only between the two times that the wall shows the same: the clock is set back within a day.
                    assertThat(shown(rule, dates, around.minus(Duration.ofHours(2)), zone)
                                    || shown(rule, dates, around.plus(Duration.ofHours(2)), zone)
                                    || setBackNear(around, zone))
                            .as("%s at %s in %s", rule, around, zone)
                            .isTrue();
                }
            }
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    private static boolean setBackNear(Instant time, ZoneId zone) {
        var next = zone.getRules().nextTransition(time.minus(Duration.ofHours(3)));
        return next != null && next.isOverlap() && next.getInstant().isBefore(time.plus(Duration.ofHours(3)));
    }

    private static boolean contains(TimeRange range, Instant time) {
        return !time.isBefore(range.start()) && time.isBefore(range.end());
    }

    private static boolean shown(BlockRule rule, List<LocalDate> dates, Instant time, ZoneId zone) {
        var wall = LocalDateTime.ofInstant(time, zone);
        return dates.stream().anyMatch(date -> {
            var from = date.atTime(rule.from().toLocalTime());
            var to = from.plus(Duration.between(rule.from(), rule.to()));
            return !wall.isBefore(from) && wall.isBefore(to);
        });
    }

    private static List<LocalDate> dates(BlockRule rule) {
        return rule.repeated()
                .map(recurrence -> recurrence
                        .dates(rule.from().toLocalDate(), BlockRule.MOST)
                        .toList())
                .orElseGet(() -> List.of(rule.from().toLocalDate()));
    }

    private static BlockRule rule(RandomGenerator random) {
        // Around the days on which clocks are changed somewhere.
        var day = LocalDate.of(2030, random.nextBoolean() ? 3 : 10, 1).plusDays(random.nextInt(40));
        var from = day.atStartOfDay().plusMinutes(15L * random.nextInt(96));
        var to = from.plusMinutes(15L * random.nextInt(1, random.nextBoolean() ? 12 : 96));
        var days = EnumSet.noneOf(DayOfWeek.class);
        random.ints(random.nextInt(4), 1, 8).mapToObj(DayOfWeek::of).forEach(days::add);
        var recurrence = switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Recurrence(Frequency.DAILY, random.nextInt(1, 4), Set.of(), null, random.nextInt(1, 30));
            default -> new Recurrence(Frequency.WEEKLY, random.nextInt(1, 3), days, day.plusDays(40), null);
        };
        return new BlockRule(from, to, recurrence);
    }

    private static String faults(String from, String to, @org.jspecify.annotations.Nullable Recurrence recurrence) {
        return String.join(" ", new BlockRule(LocalDateTime.parse(from), LocalDateTime.parse(to), recurrence).faults());
    }

    private static Recurrence until(Frequency frequency, int interval, String date) {
        return new Recurrence(frequency, interval, Set.of(), LocalDate.parse(date), null);
    }

    private static Recurrence weekly(int interval, Set<DayOfWeek> days, int count) {
        return new Recurrence(Frequency.WEEKLY, interval, days, null, count);
    }

    private static BlockRule daily(String from, String to, int count) {
        return new BlockRule(
                LocalDateTime.parse(from),
                LocalDateTime.parse(to),
                new Recurrence(Frequency.DAILY, 1, Set.of(), null, count));
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }
}
