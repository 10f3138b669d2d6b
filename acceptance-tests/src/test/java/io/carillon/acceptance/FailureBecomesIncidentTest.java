package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.traceability.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs of minutes are seconds here: the pack is {@link Platform#SPEED} times faster. */
@ExtendWith(Platform.Running.class)
class FailureBecomesIncidentTest {

    private static final String DATABASE_LOST = "down:postgres";
    /** As long as a service may be unhealthy before its own rule fires (2 min), and as much again. */
    private static final Duration LONG_ENOUGH_FOR_EFFECTS =
            Duration.ofMinutes(4).dividedBy(Platform.SPEED);

    @BeforeEach
    void nothingIsOpen(Platform platform) {
        soon().untilAsserted(() -> assertThat(open(platform)).isEmpty());
    }

    @Test
    @Requirement({"R-ALRT-02", "R-ALRT-57"})
    void aStoppedDatabaseIsOneIncidentAndOnePage(Platform platform) {
        var before = pagerKeys(platform);
        platform.stop("postgres");
        try {
            var incident = soon().until(() -> withCondition(platform, DATABASE_LOST), found -> !found.isEmpty())
                    .getFirst();
            assertThat(incident.get("rule").asText()).endsWith("database-connection-lost");
            assertThat(Http.get(incident.get("runbook").asText()).body()).contains("## First calls");
            soon().untilAsserted(() -> assertThat(newKeys(platform, before)).hasSize(1));
            soon().untilAsserted(() ->
                    assertThat(platform.requests("slack").toString()).containsIgnoringCase("Database Connection Lost"));

            // What needs the database goes down after it, and joins.
            await().during(LONG_ENOUGH_FOR_EFFECTS)
                    .atMost(LONG_ENOUGH_FOR_EFFECTS.plusSeconds(10))
                    .untilAsserted(() -> assertThat(newKeys(platform, before)).hasSize(1));
            assertThat(open(platform)).hasSize(1);

            acknowledge(platform, incident.get("id").asText());
        } finally {
            platform.start("postgres");
        }
        soon().untilAsserted(() -> assertThat(open(platform)).isEmpty());
        assertThat(newKeys(platform, before)).hasSize(1);
    }

    @Test
    @Requirement("R-ALRT-02")
    void thePagerDoesNotLiveInTheDatabaseItPagesAbout(Platform platform) {
        var before = pagerKeys(platform);
        platform.stop("postgres");
        platform.stop("alerting-postgres");
        try {
            soon().untilAsserted(() -> assertThat(newKeys(platform, before)).hasSize(1));
            await().during(LONG_ENOUGH_FOR_EFFECTS)
                    .atMost(LONG_ENOUGH_FOR_EFFECTS.plusSeconds(10))
                    .untilAsserted(() -> assertThat(newKeys(platform, before)).hasSize(1));
        } finally {
            platform.start("alerting-postgres");
        }
        var key = newKeys(platform, before).iterator().next();
        soon().untilAsserted(() -> assertThat(withCondition(platform, DATABASE_LOST))
                .singleElement()
                .satisfies(incident -> assertThat(incident.get("id").asText())
                        .as("merged by its id")
                        .isEqualTo(key)));
        platform.start("postgres");
        soon().untilAsserted(() -> assertThat(open(platform)).isEmpty());
        assertThat(newKeys(platform, before)).containsExactly(key);
    }

    @Test
    @Requirement("R-ALRT-05")
    void aCopiedPackWithAnotherLimitTakesEffect(Platform platform) {
        // More than the copy allows, less than the original does.
        for (int i = 0; i <= CopiedPack.CHANGED_LIMIT; i++) {
            var refused = Http.post(
                    platform.door("/api/voice/incoming"),
                    TwilioCaller.form(Map.of("CallSid", "CArefused" + i)),
                    "Content-Type",
                    "application/x-www-form-urlencoded",
                    "X-Twilio-Signature",
                    "bm90IGEgc2lnbmF0dXJl");
            assertThat(refused.status()).isEqualTo(403);
        }

        soon().untilAsserted(() -> assertThat(open(platform)).singleElement().satisfies(incident -> {
            assertThat(incident.get("rule").asText()).endsWith("twilio-webhook-failures");
            assertThat(incident.get("pack").asText()).isEqualTo("acceptance");
        }));
    }

    private static void acknowledge(Platform platform, String id) {
        var path = platform.door("/api/incidents/" + id + "/acknowledge");
        assertThat(Http.post(path, "", "X-API-Key", "dev-viewer-key").status()).isEqualTo(403);
        assertThat(Http.post(path, "", "X-API-Key", "dev-operator-key").status())
                .isEqualTo(200);
        soon().untilAsserted(() -> assertThat(
                        actions(platform).stream().filter("acknowledge"::equals).count())
                .isEqualTo(1));
        assertThat(Http.post(path, "", "X-API-Key", "dev-operator-key").status())
                .isEqualTo(200);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(500));
    }

    private static List<JsonNode> open(Platform platform) {
        var incidents = new ArrayList<JsonNode>();
        for (var status : List.of("open", "acknowledged")) {
            var answer = Http.get(platform.door("/api/incidents?status=" + status), "X-API-Key", "dev-viewer-key");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            answer.json().get("incidents").forEach(incidents::add);
        }
        return incidents;
    }

    private static List<JsonNode> withCondition(Platform platform, String condition) {
        return open(platform).stream()
                .filter(incident -> incident.get("condition").asText().equals(condition))
                .toList();
    }

    private static Set<String> newKeys(Platform platform, Set<String> before) {
        var keys = pagerKeys(platform);
        keys.removeAll(before);
        return keys;
    }

    private static Set<String> pagerKeys(Platform platform) {
        var keys = new TreeSet<String>();
        pages(platform).forEach(page -> keys.add(page.get("dedup_key").asText()));
        return keys;
    }

    private static List<String> actions(Platform platform) {
        return pages(platform).stream()
                .map(page -> page.get("event_action").asText())
                .toList();
    }

    private static List<JsonNode> pages(Platform platform) {
        var pages = new ArrayList<JsonNode>();
        for (var body : platform.requests("pagerduty")) {
            try {
                pages.add(Http.JSON.readTree(body.asText()));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        return pages;
    }
}
