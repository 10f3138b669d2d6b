package io.carillon.alerting.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.runbook.pack.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackSourceTest {

    private static final Path OURS = Path.of("src/test/resources/runbooks");
    private static final Duration SETTLE = Duration.ofSeconds(3);

    @TempDir
    Path directory;

    @Test
    void aBrokenPackIsRefusedWithFileLineAndReason() throws IOException {
        changed("rank: 1\n    tier: beacon", "rank: 7\n    tier: beacon");

        assertThatThrownBy(() -> PackSource.load(Optional.of(directory), "lighthouse", 1))
                .hasMessageContaining("lighthouse.yaml:")
                .hasMessageContaining("rank");
    }

    @Test
    void aChangedLimitTakesEffectWithNoJavaTouched() throws IOException {
        changed("above: 10", "above: 4");

        var rule = PackSource.load(Optional.of(directory), "lighthouse", 1).rule("foghorn-misfires");

        assertThat(rule.map(Rule::condition).map(Object::toString))
                .get()
                .asString()
                .contains("4.0");
    }

    @Test
    void aDirectoryWithoutThePackFallsBackToTheBundledOne() {
        assertThat(PackSource.load(Optional.of(directory), "default", 12).name())
                .isEqualTo("default");
    }

    @Test
    void productionRunsAtSpeedOne() {
        assertThatThrownBy(() -> PackSource.verify(12, SETTLE, true)).hasMessageContaining("CARILLON_SPEED is 12");
        assertThatThrownBy(() -> PackSource.verify(0, SETTLE, false)).hasMessageContaining("CARILLON_SPEED is 0");
        assertThatCode(() -> PackSource.verify(12, SETTLE, false)).doesNotThrowAnyException();
        assertThatCode(() -> PackSource.verify(1, SETTLE, true)).doesNotThrowAnyException();
    }

    @Test
    void pagesDoNotWaitLongerThanFiveSecondsForACause() {
        assertThatThrownBy(() -> PackSource.verify(1, Duration.ofSeconds(6), false))
                .hasMessageContaining("settle");
    }

    private void changed(String from, String to) throws IOException {
        var text = Files.readString(OURS.resolve("lighthouse.yaml"));
        assertThat(text).contains(from);
        Files.writeString(directory.resolve("lighthouse.yaml"), text.replace(from, to));
    }
}
