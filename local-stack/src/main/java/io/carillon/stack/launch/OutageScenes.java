package io.carillon.stack.launch;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The database stops; who is on call hears of it once; it comes back. */
final class OutageScenes {

    private static final String CONDITION = "down:postgres";
    // Holds also at --speed 1: the rule's minute, its two minutes of calm, and room.
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Stage stage;
    private String incident = "";
    private String page = "";
    private Set<String> before = Set.of();

    OutageScenes(Stage stage) {
        this.stage = stage;
    }

    void stopPostgres() {
        before = pages();
        stage.tell("$ curl -X POST .../__servers/postgres/stop");
        stage.control().stopServer("postgres");
        var opened = stage.await("an incident of " + CONDITION, PATIENCE, this::openIncident);
        incident = opened.getString("id");
        stage.see(
                true,
                "incident %s %s: %s"
                        .formatted(opened.getString("label"), opened.getString("rule"), opened.getString("condition")));
        var keys = stage.await("a page", PATIENCE, () -> Optional.of(newPages()).filter(seen -> !seen.isEmpty()));
        stage.see(keys.size() == 1, "exactly one dedup_key at PagerDuty: " + keys);
        page = keys.iterator().next();
        var messages = stage.await(
                "a Slack message",
                PATIENCE,
                () -> Optional.of(stage.control().requests("slack")).filter(seen -> !seen.isEmpty()));
        stage.see(true, messages.size() + " message(s) at Slack");
    }

    void acknowledge() {
        var answer = stage.post("/api/incidents/%s/acknowledge".formatted(incident), Map.of(), new JsonObject());
        stage.see(answer.statusCode() == 200, "acknowledged by API");
        stage.see("acknowledged".equals(status().orElse("")), "its status is acknowledged");
    }

    void startPostgres() {
        stage.tell("$ curl -X POST .../__servers/postgres/start");
        stage.control().startServer("postgres");
        stage.await("the incident resolves", PATIENCE, () -> status().filter("resolved"::equals));
        stage.see(true, "its status is resolved");
        stage.see(newPages().equals(Set.of(page)), "still one dedup_key at PagerDuty");
        stage.await(
                "bookings are possible again",
                PATIENCE,
                () -> Optional.of(stage.look("/api/appointments?limit=1"))
                        .filter(answer -> answer.statusCode() == 200));
        stage.see(true, "appointments are answered again");
    }

    private Optional<JsonObject> openIncident() {
        var answer = stage.look("/api/incidents?status=open");
        if (answer.statusCode() != 200) {
            return Optional.empty();
        }
        return new JsonObject(answer.body())
                .getJsonArray("incidents").stream()
                        .map(JsonObject.class::cast)
                        .filter(found -> CONDITION.equals(found.getString("condition")))
                        .findFirst();
    }

    private Optional<String> status() {
        var answer = stage.look("/api/incidents/" + incident);
        return answer.statusCode() == 200
                ? Optional.of(new JsonObject(answer.body()).getString("status"))
                : Optional.empty();
    }

    /** A machine that is too slow for a probe may have been paged for before; that is another story. */
    private Set<String> newPages() {
        var keys = new TreeSet<>(pages());
        keys.removeAll(before);
        return keys;
    }

    private Set<String> pages() {
        return stage.control().requests("pagerduty").stream()
                .map(body -> new JsonObject(body).getString("dedup_key"))
                .collect(Collectors.toSet());
    }
}
