package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestFileTest {

    private static final Pattern BODY = Pattern.compile(
            "\\{\"patientId\":\"p-(\\d+)\",\"doctorId\":\"doc-(\\d+)\",\"startTime\":\"(.*Z)\",\"endTime\":\"(.*Z)\"}");

    private final RequestFile requests =
            new RequestFile(new Slots(LocalDate.parse("2027-01-01")), new SplittableRandom(1));

    @TempDir
    private Path directory;

    @Test
    void bookingsGoRoundTheDoctorsHalfHourByHalfHour() {
        var slots = new Slots(LocalDate.parse("2027-01-01"));

        assertThat(slots.booking(1_003_007))
                .isEqualTo(
                        "{\"patientId\":\"p-3007\",\"doctorId\":\"doc-7\",\"startTime\":\"2027-01-21T21:30:00.000Z\","
                                + "\"endTime\":\"2027-01-21T22:00:00.000Z\"}");
    }

    @Test
    void everyTwentiethOverlapsOneThatWasBookedAndNoOtherDoes() {
        var booked = new HashSet<String>();
        var overlaps = 0;
        for (var body : requests.bodies(Slots.FIRST, 50_000)) {
            var parts = parts(body);
            var start = Instant.parse(parts.group(3));
            var length = Instant.parse(parts.group(4)).getEpochSecond() - start.getEpochSecond();
            if (length == 600) {
                overlaps++;
                assertThat(booked).contains(parts.group(2) + " " + start.minusSeconds(600));
            } else {
                assertThat(length).isEqualTo(1_800);
                assertThat(booked.add(parts.group(2) + " " + start)).isTrue();
            }
        }
        assertThat(overlaps).isBetween(2_200, 2_800);
    }

    @Test
    void eachRequestIsWholeAndHasItsOwnKey() throws IOException {
        var file = requests.write(
                directory.resolve("requests.bin"),
                "127.0.0.1:1",
                List.of("X-API-Key: k"),
                true,
                requests.bodies(Slots.FIRST, 3));

        var written = Files.readString(file).split("\0");
        var keys = new HashSet<String>();
        assertThat(written).hasSize(3).allSatisfy(request -> {
            var halves = request.split("\r\n\r\n", 2);
            assertThat(halves[0])
                    .startsWith("POST /api/appointments HTTP/1.1\r\nHost: 127.0.0.1:1\r\n")
                    .contains("\r\nX-API-Key: k\r\n", "\r\nContent-Length: " + halves[1].length());
            assertThat(keys.add(halves[0].replaceAll("(?s).*Idempotency-Key: (\\S+).*", "$1")))
                    .isTrue();
        });
    }

    @Test
    void thePeerGetsNoKeys() throws IOException {
        var file = requests.write(
                directory.resolve("requests.bin"), "127.0.0.1:1", List.of(), false, requests.bodies(Slots.FIRST, 2));

        assertThat(Files.readString(file)).doesNotContain("Key");
    }

    private static Matcher parts(String body) {
        var parts = BODY.matcher(body);
        assertThat(parts.matches()).as(body).isTrue();
        return parts;
    }
}
