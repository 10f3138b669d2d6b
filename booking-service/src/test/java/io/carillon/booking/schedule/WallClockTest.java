package io.carillon.booking.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/Vancouver", "Africa/Kinshasa", "Asia/Kathmandu", "+05:30:15"})
    void itIsWhatTheFormatterWrites(String zone) {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var seconds = random.nextLong(-80_000_000_000L, 300_000_000_000L);
            var time = Instant.ofEpochSecond(i % 2 == 0 ? seconds - Math.floorMod(seconds, 60) : seconds)
                    .plusNanos(i % 5 == 0 ? random.nextInt(1_000_000_000) : 0);

            assertThat(WallClock.text(time, ZoneId.of(zone)))
                    .isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(ZoneId.of(zone))));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T18:00:00Z, America/Vancouver, 2026-11-23T10:00:00-08:00",
        "2026-11-23T18:00:07Z, UTC, 2026-11-23T18:00:07Z",
        "2026-11-23T18:00:07.000001Z, UTC, 2026-11-23T18:00:07.000001Z"
    })
    void theClockOfAClinic(Instant time, ZoneId zone, String text) {
        assertThat(WallClock.text(time, zone)).isEqualTo(text);
    }
}
