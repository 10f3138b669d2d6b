package io.carillon.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.stack.client.LocalPlatform;
import io.carillon.stack.server.DirectoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.core.ConditionFactory;

/**
 * How long after t0 an incident is there and its page is out. Rounds: every stand-in of {@link BenchPack} goes down at
 * once, and up again when all their incidents are open and paged. The times are those that the platform recorded; looking
 * for them only seldom leaves it alone.
 *
 * @param hold the rule's {@code for}
 * @param first of a round that is not among the others: everything in it happens for the first time since the start
 * @param later of all rounds after it
 * @param afterCommit of {@code later}: mean of t0 to the end of the transaction, by alerting-service's own timer
 */
record Detections(Duration hold, Times first, Times later, Duration afterCommit) {

    /**
     * Of the same incidents.
     *
     * @param committed t0 to the incident's row; broker and store read the same machine's clock
     * @param paged t0 to the stand-in's answer to the page
     */
    record Times(Distribution committed, Distribution paged) {

        private static Times of(List<Detection> detections) {
            return new Times(
                    new Distribution(
                            detections.stream().map(Detection::committed).toList()),
                    new Distribution(detections.stream().map(Detection::paged).toList()));
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private record Detection(Duration committed, Duration paged) {}

    /** On a platform of its own, stopped when this returns. */
    static Detections measure(Path root, Path work, Duration hold, int rounds) throws IOException {
        DirectoryTree.delete(work);
        var packs = BenchPack.write(work.resolve("packs"), hold);
        try (var platform = LocalPlatform.start(
                root, work.resolve("data"), Map.of("CARILLON_RUNBOOKS", packs.toString()), "--pack", BenchPack.NAME)) {
            var observer = new Observer(platform);
            patiently("all probes up")
                    .until(() -> observer.probes().stream()
                                    .filter(probe ->
                                            probe.path("status").asText().equals("healthy"))
                                    .count()
                            == BenchPack.standIns().size());
            var first = round(observer);
            var before = observer.detectionTimer();
            var later = new ArrayList<Detection>();
            for (int round = 0; round < rounds; round++) {
                later.addAll(round(observer));
            }
            var timer = observer.detectionTimer().since(before);
            if (timer.count() != later.size()) {
                throw new IllegalStateException(
                        "%d outages became %d incidents".formatted(later.size(), timer.count()));
            }
            return new Detections(hold, Times.of(first), Times.of(later), timer.mean());
        }
    }

    private static List<Detection> round(Observer observer) {
        BenchPack.standIns().forEach(standIn -> observer.fault(standIn, "down"));
        var incidents =
                patiently("an incident for each stand-in").until(observer::openIncidents, Detections::oneEach).stream()
                        .map(incident -> incident.path("id").asText())
                        .toList();
        var detections = incidents.stream()
                .map(id -> patiently("a page for " + id)
                        .until(() -> detection(observer.incident(id)), Optional::isPresent)
                        .orElseThrow())
                .toList();
        if (!observer.pagedKeys().containsAll(incidents)) {
            throw new IllegalStateException("alerting-service calls a page sent that PagerDuty's stand-in has not got");
        }
        BenchPack.standIns().forEach(standIn -> observer.fault(standIn, "ok"));
        patiently("all incidents resolved").until(observer::openIncidents, List::isEmpty);
        return detections;
    }

    private static boolean oneEach(List<JsonNode> incidents) {
        return incidents.stream()
                .map(incident -> incident.path("condition").asText())
                .collect(Collectors.toSet())
                .containsAll(BenchPack.standIns().stream()
                        .map(name -> "down:" + name)
                        .toList());
    }

    /** Empty while the page is on its way. */
    private static Optional<Detection> detection(JsonNode incident) {
        var t0 = instant(incident, "t0");
        return StreamSupport.stream(incident.path("notifications").spliterator(), false)
                .filter(telling -> telling.path("action").asText().equals("TRIGGER")
                        && telling.path("state").asText().equals("SENT"))
                .findFirst()
                .map(page -> new Detection(
                        Duration.between(t0, instant(incident, "committedAt")),
                        Duration.between(t0, instant(page, "doneAt"))));
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(BETWEEN_LOOKS);
    }
}
