package io.carillon.alerting.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class IncidentIdsTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @Test
    void anIdFollowsFromConditionAndOpeningTimeAndIsOfVersionFive() {
        var id = IncidentIds.incident("down:postgres", NOON);

        assertThat(id).isEqualTo(IncidentIds.incident("down:postgres", NOON));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id)
                .isNotEqualTo(IncidentIds.incident("down:redis", NOON))
                .isNotEqualTo(IncidentIds.incident("down:postgres", NOON.plusMillis(1)));
    }

    @Test
    void partsOfOneIncidentDiffer() {
        var id = IncidentIds.incident("down:postgres", NOON);

        assertThat(IncidentIds.part(id, "a", "bc")).isNotEqualTo(IncidentIds.part(id, "ab", "c"));
    }
}
