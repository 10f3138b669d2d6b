package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final Instant FAR = Instant.parse("2031-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // by day, at once
        "2030-12-10T20:59:59-08:00, 2030-12-10T20:59:59-08:00",
        "2030-12-10T08:00:00-08:00, 2030-12-10T08:00:00-08:00",
        // in the evening, tomorrow morning
        "2030-12-10T21:00:00-08:00, 2030-12-11T08:00:00-08:00",
        // after midnight, this morning
        "2030-12-11T00:00:00-08:00, 2030-12-11T08:00:00-08:00",
        "2030-12-11T07:59:59-08:00, 2030-12-11T08:00:00-08:00",
        // the night in which clocks go forward is an hour shorter, and back an hour longer
        "2030-03-09T21:30:00-08:00, 2030-03-10T08:00:00-07:00",
        "2030-11-02T21:30:00-07:00, 2030-11-03T08:00:00-08:00",
        // both of the hours that have the same name are night
        "2030-11-03T01:30:00-07:00, 2030-11-03T08:00:00-08:00",
        "2030-11-03T01:30:00-08:00, 2030-11-03T08:00:00-08:00",
    })
    void nobodyIsWokenByTheClinicsClock(String now, String expected) {
        assertThat(NIGHT.opening(instant(now), LOS_ANGELES, FAR)).isEqualTo(instant(expected));
    }

    @ParameterizedTest
    @CsvSource({
        // 02:30 does not exist that night
        "2030-03-10T01:00:00-08:00, 2030-03-10T03:30:00-07:00",
        // 01:30 exists twice: until the first of them at first, and after that until the second
        "2030-11-03T00:30:00-07:00, 2030-11-03T01:30:00-07:00",
    })
    void aMorningInTheMiddleOfTheChangeIsFound(String now, String expected) {
        var hours = expected.contains("03:30") ? LocalTime.of(2, 30) : LocalTime.of(1, 30);

        assertThat(new QuietHours(LocalTime.of(22, 0), hours).opening(instant(now), LOS_ANGELES, FAR))
                .isEqualTo(instant(expected));
    }

    @Test
    void whatDoesNotKeepUntilTheMorningGoesOutAtOnce() {
        var now = instant("2030-12-10T22:00:00-08:00");
        var eight = instant("2030-12-11T08:00:00-08:00");

        assertThat(NIGHT.opening(now, LOS_ANGELES, eight)).isEqualTo(now);
        assertThat(NIGHT.opening(now, LOS_ANGELES, eight.plusSeconds(1))).isEqualTo(eight);
    }

    @Test
    void anotherClinicsNightIsNotOurs() {
        var now = instant("2030-12-10T22:00:00-08:00");

        assertThat(NIGHT.opening(now, ZoneId.of("Africa/Kinshasa"), FAR))
                .as("seven in the morning in Kinshasa")
                .isEqualTo(instant("2030-12-11T08:00:00+01:00"));
        assertThat(NIGHT.opening(now.plus(Duration.ofHours(2)), ZoneId.of("Africa/Kinshasa"), FAR))
                .isEqualTo(now.plus(Duration.ofHours(2)));
    }

    @Test
    void quietHoursByDayAndNoneAtAll() {
        var siesta = new QuietHours(LocalTime.of(13, 0), LocalTime.of(15, 0));
        var none = new QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0));

        assertThat(siesta.opening(instant("2030-12-10T14:00:00-08:00"), LOS_ANGELES, FAR))
                .isEqualTo(instant("2030-12-10T15:00:00-08:00"));
        assertThat(siesta.opening(instant("2030-12-10T23:00:00-08:00"), LOS_ANGELES, FAR))
                .isEqualTo(instant("2030-12-10T23:00:00-08:00"));
        assertThat(none.opening(instant("2030-12-10T03:00:00-08:00"), LOS_ANGELES, FAR))
                .isEqualTo(instant("2030-12-10T03:00:00-08:00"));
    }

    @Test
    void whateverTheMomentTheOpeningIsNotQuietAndLessThanADayAway() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var now = Instant.parse("2029-06-01T00:00:00Z").plusSeconds(random.nextInt(63_072_000));

            var opening = NIGHT.opening(now, LOS_ANGELES, Instant.MAX);

            var local = opening.atZone(LOS_ANGELES).toLocalTime();
            assertThat(local).isBetween(LocalTime.of(8, 0), LocalTime.of(21, 0).minusNanos(1));
            assertThat(opening).isBetween(now, now.plus(Duration.ofHours(12)));
        }
    }

    private static Instant instant(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }
}
