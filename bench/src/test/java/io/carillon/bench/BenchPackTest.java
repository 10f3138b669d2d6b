package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.runbook.parse.PackOutcome;
import io.carillon.runbook.parse.PackParser;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BenchPackTest {

    @Test
    void isAPackThatTheServicesTake() {
        var hold = Duration.ofMillis(1_500);

        var outcome = PackParser.parse("bench.yaml", BenchPack.yaml(hold));

        assertThat(outcome).isInstanceOfSatisfying(PackOutcome.Loaded.class, loaded -> {
            assertThat(loaded.pack().probes()).hasSize(BenchPack.standIns().size());
            assertThat(loaded.pack().rules()).singleElement().satisfies(rule -> {
                assertThat(rule.hold()).isEqualTo(hold);
                assertThat(rule.resolveAfter()).isEqualTo(Duration.ofSeconds(1));
            });
        });
    }
}
