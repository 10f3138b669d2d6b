package io.carillon.alerting;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.HealthEvent;
import io.carillon.events.HealthEvent.ProbeChecked;
import io.carillon.events.MetricEvent;
import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.kit.event.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Speaks as the platform's other services and looks as an operator. */
final class Platform {

    private static final JsonMapper JSON = new JsonMapper();

    private final EventPublisher publisher;
    private final Clock clock;
    private final WireMockServer channels;
    private final List<CloudEvent<?>> published = new ArrayList<>();

    Platform(EventPublisher publisher, Clock clock, WireMockServer channels) {
        this.publisher = publisher;
        this.clock = clock;
        this.channels = channels;
    }

    void down(String probe) {
        checked(probe, HealthEvent.Outcome.DOWN, clock.instant());
    }

    void up(String probe) {
        checked(probe, HealthEvent.Outcome.UP, clock.instant());
    }

    private void checked(String probe, HealthEvent.Outcome outcome, Instant at) {
        var isDown = outcome == HealthEvent.Outcome.DOWN;
        publish(new ProbeChecked(probe, "tcp", outcome, isDown ? "refused" : null, 3, isDown ? 1 : 0, at));
    }

    /** One window of the service horn that counts {@code misfires} on the sea side. */
    void misfires(long misfires, Instant from) {
        var counters = List.of(
                new MetricEvent.Counter("foghorn.misfires", Map.of("side", "sea", "tone", "low"), misfires),
                new MetricEvent.Counter("foghorn.misfires", Map.of("side", "land"), 1_000));
        publish(new MetricWindow("horn", "horn-0", from, from.plusSeconds(5), counters, List.of(), List.of()));
    }

    private void publish(Event data) {
        var event = new CloudEvent<>(
                UUID.randomUUID().toString(), "/carillon/test", clock.instant(), null, null, null, data);
        published.add(event);
        send(event);
    }

    /** Sends everything again, with the same ids. */
    void replay() {
        List.copyOf(published).forEach(this::send);
    }

    /** Until Kafka has it: after an outage the producer needs a moment to find the broker again. */
    private void send(CloudEvent<?> event) {
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged(event));
    }

    private boolean acknowledged(CloudEvent<?> event) throws InterruptedException {
        try {
            publisher.publish(event).toCompletableFuture().get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Incidents about {@code condition}, newest first, whatever their status. */
    static List<JsonNode> incidents(String condition) {
        var body = given().header("X-API-Key", "dev-viewer-key")
                .queryParam("limit", 500)
                .get("/api/incidents")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return each(read(body).path("incidents"))
                .filter(incident -> incident.path("condition").asText().equals(condition))
                .toList();
    }

    static JsonNode incident(String id) {
        return read(given().header("X-API-Key", "dev-viewer-key")
                .get("/api/incidents/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    /** Bodies that PagerDuty got with this action, for incidents about {@code condition} where it says so. */
    List<JsonNode> pages(String action) {
        return bodies("/v2/enqueue")
                .filter(body -> body.path("event_action").asText().equals(action))
                .toList();
    }

    List<JsonNode> slack() {
        return bodies("/slack").toList();
    }

    private Stream<JsonNode> bodies(String path) {
        return channels.findAll(postRequestedFor(urlEqualTo(path))).stream()
                .map(request -> read(request.getBodyAsString()));
    }

    static Stream<JsonNode> each(JsonNode array) {
        return array.valueStream();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
