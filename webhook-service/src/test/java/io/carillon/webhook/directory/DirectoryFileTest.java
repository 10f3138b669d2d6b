package io.carillon.webhook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.ClinicEvent.ClinicDescribed;
import io.carillon.events.ClinicEvent.Receptionist;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileTest {

    @TempDir
    Path folder;

    Path path;
    DirectoryFile file;

    @BeforeEach
    void file() {
        path = folder.resolve("made/when-needed/webhook-0.clinics.json");
        file = new DirectoryFile(path);
    }

    @Test
    @Requirement("R-WEB-17")
    void whatWasWrittenIsReadByTheNextRun() throws IOException {
        var clinics = clinics(3);

        file.write(clinics);

        assertThat(new DirectoryFile(path).read()).isEqualTo(clinics);
    }

    @Test
    void aLaterWritingReplacesTheWholeFile() throws IOException {
        file.write(clinics(3));
        var fewer = clinics(1);

        file.write(fewer);

        assertThat(file.read()).isEqualTo(fewer);
        assertThat(path.getParent())
                .isDirectoryContaining(path::equals)
                .isDirectoryNotContaining(other -> !other.equals(path));
    }

    @Test
    void withoutAFileThereAreNone() {
        assertThat(file.read()).isEmpty();
    }

    /** The rest is left to Kafka: a start must not fail for it. */
    @Test
    void ofADamagedFileThoseBeforeTheDamageAreRead() throws IOException {
        var clinics = clinics(3);
        file.write(clinics);
        var bytes = Files.readAllBytes(path);

        for (int length = 0; length < bytes.length; length += 101) {
            Files.write(path, java.util.Arrays.copyOf(bytes, length));

            var read = file.read();

            assertThat(read).isEqualTo(clinics.subList(0, read.size())).hasSizeLessThan(3);
        }
    }

    @Test
    void whatIsNoEventOfOursIsPassedOver() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "{\"ce_type\":\"x\"} {\"a\":1,\"b\":\"c\"} {}");

        assertThat(file.read()).isEmpty();
    }

    private static List<CloudEvent<? extends Event>> clinics(int count) {
        return IntStream.range(0, count)
                .<CloudEvent<? extends Event>>mapToObj(DirectoryFileTest::clinic)
                .toList();
    }

    private static CloudEvent<ClinicDescribed> clinic(int n) {
        var described = ClinicDescribed.open(
                        UUID.randomUUID(),
                        "CLINIC" + n,
                        "Cabinet d'été \"" + n + "\"",
                        "Europe/Paris",
                        "fr",
                        "112",
                        null,
                        List.of("+3311111111" + n),
                        List.of("asst-" + n),
                        null)
                .answeredBy(n == 1 ? null : new Receptionist("asst-" + n, "pn-" + n));
        return new CloudEvent<>(
                UUID.randomUUID().toString(),
                "booking-service",
                Instant.EPOCH,
                described.orgId(),
                null,
                null,
                described);
    }
}
