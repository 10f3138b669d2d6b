package io.carillon.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.traceability.Requirement;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From an event on Kafka to an incident and its end. */
@QuarkusTest
class TroubleTest extends LighthouseTest {

    /** Long enough for a second incident or page to show up that must not. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    @Test
    void aFailureBecomesOneIncidentAPageAndAMessageAndEndsWhenItIsOver() {
        platform.down("radio");
        var incident = opened("down:radio");
        var id = incident.path("id").asText();

        assertThat(incident.path("rank").asInt()).isEqualTo(1);
        assertThat(incident.path("label").asText()).isEqualTo("Pan-Pan");
        assertThat(incident.path("pack").asText()).isEqualTo("lighthouse");
        assertThat(Instant.parse(incident.path("respondBy").asText()))
                .isEqualTo(Instant.parse(incident.path("openedAt").asText()).plus(Duration.ofMinutes(15)));
        assertThat(Instant.parse(incident.path("openedAt").asText()))
                .isEqualTo(Instant.parse(incident.path("since").asText()).plus(Duration.ofSeconds(1)));
        await().atMost(SOON)
                .until(() -> platform.pages("trigger").size() == 1
                        && platform.slack().size() == 1);
        assertThat(platform.pages("trigger").getFirst().path("dedup_key").asText())
                .isEqualTo(id);

        platform.up("radio");
        awaitStatus(id, "resolved");
        await().atMost(SOON).until(() -> platform.pages("resolve").size() == 1);
        assertThat(platform.pages("trigger")).hasSize(1);
        assertThat(Platform.incident(id).path("timeline").findValuesAsText("kind"))
                .containsSubsequence("opened", "cleared", "resolved");
    }

    @Test
    void aFailureShorterThanTheRuleAllowsWakesNobody() {
        platform.down("radio");
        platform.up("radio");

        await().during(QUIET).atMost(SOON).until(() -> platform.pages("trigger").isEmpty());
        assertThat(platform.slack()).isEmpty();
    }

    @Test
    void fiftyFailuresAreOneIncidentAndOnePage() {
        for (var i = 0; i < 50; i++) {
            platform.down("radio");
        }
        var id = opened("down:radio").path("id").asText();
        for (var i = 0; i < 50; i++) {
            platform.down("radio");
        }

        await().atMost(SOON).until(() -> platform.pages("trigger").size() == 1);
        await().during(QUIET).atMost(SOON).until(() -> platform.pages("trigger").size() == 1);
        assertThat(Platform.incidents("down:radio").stream()
                        .filter(incident -> incident.path("status").asText().equals("open")))
                .singleElement()
                .satisfies(incident -> assertThat(incident.path("id").asText()).isEqualTo(id));
    }

    @Test
    @Requirement("R-ALRT-51")
    void replayingTheTopicGivesTheSameIncidentsNoneTwice() {
        platform.down("radio");
        var id = opened("down:radio").path("id").asText();
        platform.up("radio");
        awaitStatus(id, "resolved");
        var before = Platform.incidents("down:radio").size();
        var pages = platform.pages("trigger").size();

        platform.replay();
        platform.up("radio");

        await().during(QUIET)
                .atMost(SOON)
                .until(() -> Platform.incidents("down:radio").size() == before);
        assertThat(platform.pages("trigger")).hasSize(pages);
    }

    @Test
    @Requirement("R-ALRT-57")
    void whatACauseExplainsJoinsItsIncidentInsteadOfPagingApart() {
        platform.down("generator");
        var cause = opened("down:generator").path("id").asText();
        platform.down("lamp");
        platform.down("horn");

        await().atMost(SOON)
                .until(() -> Platform.incident(cause)
                        .path("contributors")
                        .findValuesAsText("condition")
                        .containsAll(List.of("down:generator", "down:lamp", "down:horn")));
        assertThat(Platform.incidents("down:lamp"))
                .noneMatch(incident -> incident.path("status").asText().equals("open"));
        assertThat(platform.pages("trigger"))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(page.path("dedup_key").asText()).isEqualTo(cause));
        // The lamp's rank is stricter than the generator's: the one incident takes it over.
        assertThat(Platform.incident(cause).path("rank").asInt()).isZero();
    }

    @Test
    void anEffectThatFiredALittleBeforeItsCauseIsTakenIntoItUnpaged() {
        platform.down("lamp");
        platform.down("generator");
        var cause = opened("down:generator").path("id").asText();

        await().atMost(SOON)
                .until(() -> Platform.incident(cause)
                        .path("contributors")
                        .findValuesAsText("condition")
                        .contains("down:lamp"));
        assertThat(platform.pages("trigger"))
                .allSatisfy(page -> assertThat(page.path("dedup_key").asText()).isEqualTo(cause));
    }

    @Test
    void anEffectThatOutlivesItsCauseStandsForItselfAgain() {
        platform.down("generator");
        var cause = opened("down:generator").path("id").asText();
        platform.down("lamp");
        await().atMost(SOON)
                .until(() -> Platform.incident(cause)
                        .path("contributors")
                        .findValuesAsText("condition")
                        .contains("down:lamp"));

        platform.up("generator");
        platform.down("lamp");

        var effect = opened("down:lamp").path("id").asText();
        awaitStatus(cause, "resolved");
        await().atMost(SOON)
                .until(() -> platform.pages("trigger").stream()
                        .anyMatch(page -> page.path("dedup_key").asText().equals(effect)));
    }

    @Test
    void elevenInTheWindowFireAndTenDoNot() {
        var condition = "count:foghorn.misfires{side=sea}";
        var start = clock.instant().minusSeconds(5);
        platform.misfires(10, start);
        // The same window again is a repeat, not ten more.
        platform.misfires(10, start);
        await().during(QUIET)
                .atMost(SOON)
                .until(() -> Platform.incidents(condition).isEmpty());

        platform.misfires(1, clock.instant().minusSeconds(5));
        var incident = opened(condition);

        assertThat(incident.path("value").asText()).isEqualTo("11");
        assertThat(incident.path("limit").asText()).isEqualTo("> 10 in 10s");
        assertThat(incident.path("service").asText()).isEqualTo("horn");
        await().atMost(SOON).until(() -> platform.slack().size() == 1);
        assertThat(platform.pages("trigger")).isEmpty();

        var id = incident.path("id").asText();
        await().atMost(SOON).until(() -> {
            platform.misfires(0, clock.instant().minusSeconds(5));
            return Platform.incident(id).path("status").asText().equals("resolved");
        });
    }
}
