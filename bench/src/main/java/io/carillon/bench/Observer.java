package io.carillon.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.stack.client.LocalPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A running platform over HTTP: what an operator reads, and the switches of the stand-ins. */
final class Observer {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** The local viewer's key (design, section 6); a platform that is not local refuses it. */
    private static final String KEY = "dev-viewer-key";

    /** A timer of {@code /metrics}. */
    record Timer(long count, double seconds) {

        Timer since(Timer before) {
            return new Timer(count - before.count, seconds - before.seconds);
        }

        Duration mean() {
            return Duration.ofNanos(Math.round(seconds / count * 1e9));
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final LocalPlatform platform;

    Observer(LocalPlatform platform) {
        this.platform = platform;
    }

    List<JsonNode> openIncidents() {
        return elements(
                read(platform.door("/api/incidents?status=open&limit=500")).path("incidents"));
    }

    /** With its timeline and what was sent to whom. */
    JsonNode incident(String id) {
        return read(platform.door("/api/incidents/" + id));
    }

    List<JsonNode> probes() {
        return elements(read(platform.door("/api/health/probes")).path("probes"));
    }

    /** Services and servers with their process ids. */
    List<JsonNode> processes() {
        return elements(read(platform.control("/__processes")));
    }

    /** @param mode of design 6, for example {@code down} or {@code ok} */
    void fault(String standIn, String mode) {
        send(request(platform.control("/__faults/" + standIn))
                .POST(BodyPublishers.ofString("{\"mode\":\"%s\"}".formatted(mode))));
    }

    /** The {@code dedup_key} of everything that PagerDuty's stand-in was sent. */
    Set<String> pagedKeys() {
        return elements(read(platform.control("/__requests/pagerduty"))).stream()
                .map(body -> parse(body.asText()).path("dedup_key").asText())
                .collect(Collectors.toSet());
    }

    /** alerting-service's timer from t0 to after the commit, over all incidents since its start. */
    Timer detectionTimer() {
        var metrics = send(
                request("http://127.0.0.1:%d/metrics".formatted(platform.ports().alerting()))
                        .GET());
        return new Timer(
                Math.round(sample(metrics, "alerting_detection_seconds_count")),
                sample(metrics, "alerting_detection_seconds_sum"));
    }

    private static double sample(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("alerting-service does not publish " + name));
    }

    private JsonNode read(String url) {
        return parse(send(request(url).GET()));
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + text, e);
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).header("X-API-Key", KEY);
    }

    private String send(HttpRequest.Builder builder) {
        var request = builder.build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
