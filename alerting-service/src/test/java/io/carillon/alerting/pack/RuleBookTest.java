package io.carillon.alerting.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.alerting.notify.Target;
import io.carillon.alerting.window.ConditionVerdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private final RuleBook rules = new RuleBook(
            PackSource.load(Optional.of(Path.of("src/test/resources/runbooks")), "lighthouse", 1),
            new Links("https://carillon.example/", "https://pages.example"));

    @Test
    void anAlertCarriesAllThatThePackSaysOfItsRule() {
        var alert = rules.alert(firing("generator-out", "down:generator", 1)).orElseThrow();

        assertThat(alert.label()).isEqualTo("Pan-Pan");
        assertThat(alert.pack()).isEqualTo("lighthouse");
        assertThat(alert.respondBy()).isEqualTo(NOON.plus(Duration.ofMinutes(15)));
        assertThat(alert.targets())
                .containsExactly(
                        new Target("pagerduty", "Keepers, Engineers"), new Target("slack", "Keepers, Engineers"));
        assertThat(alert.message().runbook()).isEqualTo("https://pages.example/docs/runbooks/generator-out.md");
        assertThat(alert.message().diagnosis()).isEqualTo("GET /api/fuel");
        assertThat(alert.message().incident())
                .isEqualTo("https://carillon.example/api/incidents/" + alert.incidentId());
        assertThat(alert.message().service()).isEqualTo("generator");
    }

    @Test
    void aRuleThatThePackNoLongerHasMakesNoAlert() {
        assertThat(rules.alert(firing("gone", "down:generator", 1))).isEmpty();
    }

    @Test
    void theGraphExplains() {
        assertThat(rules.explains("down:generator", "down:lamp")).isTrue();
        assertThat(rules.explains("down:lamp", "down:generator")).isFalse();
        assertThat(rules.explains("down:generator", "down:generator")).isFalse();
        assertThat(rules.explains("down:lamp", "down:horn")).isFalse();
        assertThat(rules.mayBeExplained("down:lamp")).isTrue();
        assertThat(rules.mayBeExplained("down:generator")).isFalse();
    }

    /** A count is explained by what its service needs and by the service being down itself. */
    @Test
    void whatAServiceCountsIsExplainedByTheServicesTrouble() {
        var misfires = "count:foghorn.misfires{side=sea}";

        assertThat(rules.explains("down:generator", misfires)).isTrue();
        assertThat(rules.explains("down:horn", misfires)).isTrue();
        assertThat(rules.explains("down:lamp", misfires)).isFalse();
        assertThat(rules.explains(misfires, "down:horn")).isFalse();
        assertThat(rules.mayBeExplained(misfires)).isTrue();
    }

    private static ConditionVerdict.Firing firing(String rule, String condition, int rank) {
        return new ConditionVerdict.Firing(rule, condition, rank, "1m", "down for 1m", NOON.minusSeconds(60), NOON);
    }
}
