package io.carillon.health.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverallTest {

    /** What is up, down, not known yet and off of (database, redis, outside), and what the whole is then. */
    @ParameterizedTest
    @CsvSource({
        "HEALTHY,   HEALTHY,   HEALTHY,   HEALTHY,   200",
        "HEALTHY,   HEALTHY,   UNHEALTHY, DEGRADED,  200",
        "HEALTHY,   UNHEALTHY, HEALTHY,   DEGRADED,  200",
        "HEALTHY,   UNHEALTHY, UNHEALTHY, DEGRADED,  200",
        "UNHEALTHY, HEALTHY,   HEALTHY,   UNHEALTHY, 503",
        "UNHEALTHY, HEALTHY,   UNHEALTHY, UNHEALTHY, 503",
        "UNHEALTHY, UNHEALTHY, HEALTHY,   UNHEALTHY, 503",
        "UNHEALTHY, UNHEALTHY, UNHEALTHY, UNHEALTHY, 503",
        "UNKNOWN,   HEALTHY,   HEALTHY,   UNHEALTHY, 503",
        "HEALTHY,   UNKNOWN,   HEALTHY,   DEGRADED,  200",
        "HEALTHY,   DISABLED,  HEALTHY,   HEALTHY,   200",
        "DISABLED,  HEALTHY,   HEALTHY,   HEALTHY,   200",
        "DISABLED,  UNHEALTHY, DISABLED,  DEGRADED,  200",
    })
    void the_whole_of_its_parts(Health database, Health redis, Health outside, Health whole, int status) {
        var overall = Overall.of(List.of(database), List.of(database, redis, outside));

        assertThat(overall).isEqualTo(whole);
        assertThat(Overall.httpStatus(overall)).isEqualTo(status);
    }

    @Test
    void only_health_is_called_ok_or_healthy_or_connected() {
        for (var other : EnumSet.complementOf(EnumSet.of(Health.HEALTHY))) {
            assertThat(Words.check(other)).isNotEqualTo(Words.check(Health.HEALTHY));
            assertThat(Words.status(other)).isNotEqualTo(Words.status(Health.HEALTHY));
        }
        assertThat(Words.check(Health.HEALTHY)).isEqualTo("ok");
        assertThat(Words.status(Health.HEALTHY)).isEqualTo("healthy");
        assertThat(Words.connection(false)).isNotEqualTo(Words.connection(true));
    }
}
