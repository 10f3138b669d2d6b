package io.carillon.booking.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import io.carillon.booking.schedule.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {

    private static final WeeklySchedule NINE_TO_FIVE_UTC = new WeeklySchedule(
            ZoneId.of("UTC"),
            Arrays.stream(DayOfWeek.values())
                    .map(day -> new WorkingHours(day, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                    .toList());

    /** Half-hour and whole-hour changes, at midnight and at night, and none. */
    private static final List<String> ZONES =
            List.of("America/Los_Angeles", "Europe/Paris", "Australia/Lord_Howe", "Asia/Beirut", "Africa/Kinshasa");

    /** Days on which the clocks of one of them change in 2026, and one on which none does. */
    private static final List<LocalDate> CHANGES = List.of(
            LocalDate.of(2026, 3, 8),
            LocalDate.of(2026, 3, 29),
            LocalDate.of(2026, 4, 5),
            LocalDate.of(2026, 10, 4),
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 7, 1));

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    @Test
    void slotsStandOnTheGridOfTheOpeningAndNotOnTheMomentOfAsking() {
        assertThat(free(List.of(), range("2030-01-07T10:07:00Z", "2030-01-08T00:00:00Z"), HALF_HOUR, 2))
                .containsExactly(
                        range("2030-01-07T10:30:00Z", "2030-01-07T11:00:00Z"),
                        range("2030-01-07T11:00:00Z", "2030-01-07T11:30:00Z"));
        assertThat(free(List.of(), range("2030-01-07T10:30:00Z", "2030-01-08T00:00:00Z"), HALF_HOUR, 1))
                .as("a slot that begins right now")
                .containsExactly(range("2030-01-07T10:30:00Z", "2030-01-07T11:00:00Z"));
    }

    @Test
    void aSlotThatTouchesAClaimIsLeftOutAndItsNeighboursAreNot() {
        var claimed = List.of(range("2030-01-07T09:40:00Z", "2030-01-07T10:10:00Z"));

        assertThat(free(claimed, range("2030-01-07T00:00:00Z", "2030-01-08T00:00:00Z"), HALF_HOUR, 2))
                .containsExactly(
                        range("2030-01-07T09:00:00Z", "2030-01-07T09:30:00Z"),
                        range("2030-01-07T10:30:00Z", "2030-01-07T11:00:00Z"));
    }

    @Test
    void nothingOutlastsTheOpening() {
        assertThat(free(List.of(), range("2030-01-07T15:30:00Z", "2030-01-08T12:00:00Z"), Duration.ofMinutes(90), 2))
                .containsExactly(
                        range("2030-01-08T09:00:00Z", "2030-01-08T10:30:00Z"),
                        range("2030-01-08T10:30:00Z", "2030-01-08T12:00:00Z"));
    }

    @Test
    void aBufferKeepsItsDistanceFromClaimsAndMayLieOutsideTheHours() {
        var claimed = List.of(range("2030-01-07T10:00:00Z", "2030-01-07T10:30:00Z"));

        var free = new FreeSlots(NINE_TO_FIVE_UTC, claims(claimed), Duration.ofMinutes(15), Duration.ofMinutes(15))
                .find(range("2030-01-07T00:00:00Z", "2030-01-07T11:30:00Z"), HALF_HOUR, 9);

        assertThat(free)
                .containsExactly(
                        range("2030-01-07T09:00:00Z", "2030-01-07T09:30:00Z"),
                        range("2030-01-07T11:00:00Z", "2030-01-07T11:30:00Z"));
    }

    /** Against an oracle that tries every minute, over days on which clocks change, in hours that cross the change. */
    @Test
    void whatIsFreeIsExactlyWhatTryingEveryMinuteFinds() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        var found = 0;
        for (int round = 0; round < 300; round++) {
            var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            var schedule = schedule(random, zone);
            var begin = CHANGES.get(random.nextInt(CHANGES.size()))
                    .minusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
            var within = TimeRange.of(
                    begin.plusSeconds(60L * random.nextInt(1_000)), Duration.ofMinutes(1 + random.nextInt(4_300)));
            var length = Duration.ofMinutes(5L * (1 + random.nextInt(24)));
            var before = Duration.ofMinutes(5L * random.nextInt(4));
            var after = Duration.ofMinutes(5L * random.nextInt(4));
            var claimed = claimed(random, begin);

            var free = new FreeSlots(schedule, claims(claimed), before, after).find(within, length, Integer.MAX_VALUE);

            var expected = Stream.iterate(within.start(), within.end()::isAfter, at -> at.plusSeconds(60))
                    .filter(at -> onGrid(schedule, at, length))
                    .map(at -> TimeRange.of(at, length))
                    .filter(within::contains)
                    .filter(slot -> claimed.stream()
                            .noneMatch(new TimeRange(
                                    slot.start().minus(before), slot.end().plus(after))::overlaps))
                    .toList();
            assertThat(free)
                    .as("%s in %s, %s long, buffers %s and %s", within, zone, length, before, after)
                    .isEqualTo(expected);
            found += free.size();
        }
        assertThat(found).as("slots compared").isGreaterThan(1_000);
    }

    /** Whether a slot that starts at {@code at} stands on the grid of an opening and ends with it at the latest. */
    private static boolean onGrid(WeeklySchedule schedule, Instant at, Duration length) {
        var date = LocalDate.ofInstant(at, schedule.zone());
        return schedule.openingsOn(date).stream()
                .anyMatch(opening -> opening.contains(TimeRange.of(at, length))
                        && Duration.between(opening.start(), at).toMinutes() % length.toMinutes() == 0);
    }

    private static WeeklySchedule schedule(RandomGenerator random, ZoneId zone) {
        var hours = new ArrayList<WorkingHours>();
        for (var day : DayOfWeek.values()) {
            var from = random.nextInt(0, 9);
            hours.add(new WorkingHours(day, LocalTime.of(from, 0), LocalTime.of(from + 1 + random.nextInt(4), 30)));
            if (random.nextBoolean()) {
                hours.add(new WorkingHours(day, LocalTime.of(14, 0), LocalTime.MIDNIGHT));
            }
        }
        return new WeeklySchedule(zone, hours);
    }

    private static List<TimeRange> claimed(RandomGenerator random, Instant begin) {
        var claimed = new ArrayList<TimeRange>();
        for (int i = 0; i < random.nextInt(30); i++) {
            var claim = TimeRange.of(
                    begin.plusSeconds(60L * random.nextInt(6_000)), Duration.ofMinutes(1 + random.nextInt(120)));
            if (claimed.stream().noneMatch(claim::overlaps)) {
                claimed.add(claim);
            }
        }
        return claimed;
    }

    @Test
    void aClinicsOfferNamesEachTimeOnceAndSpreadsItOverTheDoctors() {
        var nine = range("2030-01-07T09:00:00Z", "2030-01-07T09:30:00Z");
        var halfPast = range("2030-01-07T09:30:00Z", "2030-01-07T10:00:00Z");
        var ten = range("2030-01-07T10:00:00Z", "2030-01-07T10:30:00Z");

        assertThat(Offer.spread(Map.of("a", List.of(nine, halfPast, ten), "b", List.of(nine, halfPast)), 3))
                .containsExactly(new Offer("a", nine), new Offer("b", halfPast), new Offer("a", ten));
        assertThat(Offer.spread(Map.of("a", List.of(ten), "b", List.of(nine)), 1))
                .as("the earlier one wins, whoever has it")
                .containsExactly(new Offer("b", nine));
    }

    private static List<TimeRange> free(List<TimeRange> claimed, TimeRange within, Duration length, int limit) {
        return new FreeSlots(NINE_TO_FIVE_UTC, claims(claimed), Duration.ZERO, Duration.ZERO)
                .find(within, length, limit);
    }

    private static Claims claims(List<TimeRange> claimed) {
        return Claims.of(
                1,
                claimed.stream().mapToLong(claim -> micros(claim.start())).toArray(),
                claimed.stream().mapToLong(claim -> micros(claim.end())).toArray());
    }

    private static long micros(Instant time) {
        return time.toEpochMilli() * 1_000;
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }
}
