package io.carillon.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.carillon.alerting.window.StreamsSupervisor;
import io.carillon.kit.event.EventPublisher;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an event on Kafka to a page and back, with the pack of the lighthouse. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class TroubleTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    EventPublisher publisher;

    @Inject
    Clock clock;

    @Inject
    StreamsSupervisor windows;

    WireMockServer channels;

    private Platform platform;

    @BeforeEach
    void everythingRuns() {
        StackResource.healthy(channels);
        platform = new Platform(publisher, clock, channels);
        await().atMost(SOON).until(() -> windows.state() == KafkaStreams.State.RUNNING);
    }

    @AfterEach
    void everythingIsWellAgain() {
        for (var probe : java.util.List.of("generator", "lamp", "horn", "radio", "cable")) {
            platform.up(probe);
        }
        await().atMost(SOON).until(() -> open("open") + open("acknowledged") == 0);
    }

    @Test
    @Requirement("R-ALRT-02")
    void aFailureBecomesOneIncidentAPageAndAMessageAndEndsWhenItIsOver() {
        platform.down("radio");
        var incident = opened("down:radio");
        var id = incident.path("id").asText();

        assertThat(incident.path("rank").asInt()).isEqualTo(1);
        assertThat(incident.path("label").asText()).isEqualTo("Pan-Pan");
        assertThat(incident.path("pack").asText()).isEqualTo("lighthouse");
        await().atMost(SOON)
                .until(() -> platform.pages("trigger").size() == 1
                        && platform.slack().size() == 1);
        assertThat(platform.pages("trigger").getFirst().path("dedup_key").asText())
                .isEqualTo(id);

        acknowledge(id);
        await().atMost(SOON).until(() -> platform.pages("acknowledge").size() == 1);

        platform.up("radio");
        await().atMost(SOON)
                .until(() -> Platform.incident(id).path("status").asText().equals("resolved"));
        await().atMost(SOON).until(() -> platform.pages("resolve").size() == 1);
        assertThat(platform.pages("trigger")).hasSize(1);
        assertThat(Platform.incident(id).path("timeline").findValuesAsText("kind"))
                .containsSubsequence("opened", "acknowledged", "cleared", "resolved");
    }

    private void acknowledge(String id) {
        for (var time = 0; time < 2; time++) {
            given().header("X-API-Key", "dev-operator-key")
                    .post("/api/incidents/" + id + "/acknowledge")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("acknowledged"));
        }
        assertThat(Platform.incident(id).path("timeline").findValuesAsText("kind"))
                .containsOnlyOnce("acknowledged");
    }

    private static JsonNode opened(String condition) {
        return await().atMost(SOON)
                .until(
                        () -> Platform.incidents(condition).stream()
                                .filter(each -> each.path("status").asText().equals("open"))
                                .findFirst()
                                .orElse(null),
                        incident -> incident != null);
    }

    private static int open(String status) {
        return given().header("X-API-Key", "dev-viewer-key")
                .get("/api/incidents?status=" + status)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("incidents")
                .size();
    }
}
