package io.carillon.booking.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.booking.schedule.TimeRange;
import io.carillon.booking.schedule.WeeklySchedule;
import io.carillon.booking.schedule.WorkingHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class FreeSlotsTest {

    private static final WeeklySchedule NINE_TO_FIVE_UTC = new WeeklySchedule(
            ZoneId.of("UTC"),
            Arrays.stream(DayOfWeek.values())
                    .map(day -> new WorkingHours(day, LocalTime.of(9, 0), LocalTime.of(17, 0)))
                    .toList());

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
    void whatIsFreeNeverOverlapsAClaimAndNothingFreeIsForgotten() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        var begin = Instant.parse("2030-01-07T00:00:00Z");
        for (int round = 0; round < 200; round++) {
            var within = TimeRange.of(begin.plusSeconds(60L * random.nextInt(3_000)), Duration.ofDays(3));
            var length = Duration.ofMinutes(5L * (1 + random.nextInt(24)));
            var claimed = new ArrayList<TimeRange>();
            for (int i = 0; i < random.nextInt(30); i++) {
                var claim = TimeRange.of(
                        begin.plusSeconds(60L * random.nextInt(6_000)), Duration.ofMinutes(1 + random.nextInt(120)));
                if (claimed.stream().noneMatch(claim::overlaps)) {
                    claimed.add(claim);
                }
            }

            var free = free(claimed, within, length, Integer.MAX_VALUE);

            var expected = begin.atZone(ZoneId.of("UTC"))
                    .toLocalDate()
                    .datesUntil(java.time.LocalDate.of(2030, 1, 14))
                    .flatMap(date -> NINE_TO_FIVE_UTC.openingsOn(date).stream())
                    .flatMap(opening -> java.util.stream.Stream.iterate(
                                    opening.start(), at -> at.isBefore(opening.end()), at -> at.plus(length))
                            .map(at -> TimeRange.of(at, length))
                            .filter(opening::contains))
                    .filter(within::contains)
                    .filter(slot -> claimed.stream().noneMatch(slot::overlaps))
                    .toList();
            assertThat(free).isEqualTo(expected).isSortedAccordingTo(Comparator.comparing(TimeRange::start));
        }
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
        return new FreeSlots(NINE_TO_FIVE_UTC, claimed).find(within, length, limit);
    }

    private static TimeRange range(String start, String end) {
        return new TimeRange(Instant.parse(start), Instant.parse(end));
    }
}
