package io.carillon.alerting;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.carillon.alerting.window.StreamsSupervisor;
import io.carillon.kit.event.EventPublisher;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The whole service with the pack of the lighthouse: all is well before and after each test. */
@QuarkusTestResource(StackResource.class)
abstract class LighthouseTest {

    static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    EventPublisher publisher;

    @Inject
    Clock clock;

    @Inject
    StreamsSupervisor windows;

    WireMockServer channels;

    Platform platform;

    @BeforeEach
    void everythingRuns() {
        StackResource.healthy(channels);
        platform = new Platform(publisher, clock, channels);
        await().atMost(SOON).until(() -> windows.state() == KafkaStreams.State.RUNNING);
    }

    @AfterEach
    void everythingIsWellAgain() {
        for (var probe : List.of("generator", "lamp", "horn", "radio", "cable")) {
            platform.up(probe);
        }
        await().atMost(SOON).until(() -> open("open") + open("acknowledged") == 0);
    }

    /** Waits for an open incident about {@code condition}. */
    static JsonNode opened(String condition) {
        return await().atMost(SOON)
                .until(
                        () -> Platform.incidents(condition).stream()
                                .filter(each -> each.path("status").asText().equals("open"))
                                .findFirst()
                                .orElse(null),
                        incident -> incident != null);
    }

    static void awaitStatus(String id, String status) {
        await().atMost(SOON)
                .until(() -> Platform.incident(id).path("status").asText().equals(status));
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
