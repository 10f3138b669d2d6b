package io.carillon.health.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackSettingsTest {

    @Test
    void a_broken_pack_is_refused_with_file_line_and_reason_on_one_line() {
        assertThatThrownBy(() -> PackSettings.load("broken", packs(), 1, false))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .startsWith("broken.yaml:16: 'timeout' is 'soon'")
                .hasLineCount(1);
    }

    @Test
    void a_pack_that_is_not_there_is_refused_by_name() {
        assertThatThrownBy(() -> PackSettings.load("nowhere", packs(), 1, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void speed_divides_the_intervals_and_is_refused_in_production() {
        assertThat(PackSettings.load("health-test", packs(), 10, false)
                        .probes()
                        .getFirst()
                        .timing()
                        .interval())
                .isEqualTo(Duration.ofMillis(100));
        assertThatThrownBy(() -> PackSettings.load("health-test", packs(), 10, true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("CARILLON_SPEED is 10");
        assertThatThrownBy(() -> PackSettings.load("health-test", packs(), 0, false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("CARILLON_SPEED is 0");
    }

    private static Optional<Path> packs() {
        try {
            return Optional.of(Path.of(Objects.requireNonNull(PackSettingsTest.class.getResource("/packs"))
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
