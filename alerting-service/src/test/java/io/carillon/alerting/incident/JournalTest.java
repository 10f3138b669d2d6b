package io.carillon.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.notify.Target;
import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
    private static final UUID ID = UUID.fromString("00000000-0000-5000-8000-000000000001");
    private static final Message MESSAGE = new Message(
            "P1",
            "rule",
            "It is out",
            "down:it",
            "1m",
            "down for 1m",
            NOON,
            "it",
            null,
            "On-call",
            null,
            null,
            "/",
            null);
    private static final Alert ALERT = new Alert(
            "down:it",
            "rule",
            1,
            "P1",
            "pack",
            Duration.ofMinutes(30),
            Duration.ofMinutes(2),
            NOON,
            NOON,
            List.of(new Target("pagerduty", "On-call")),
            MESSAGE);

    /** One of each: a new kind of change that the journal cannot keep fails here. */
    private static final List<Change> EVERY_KIND = List.of(
            new Change.Opened(ID, ALERT, NOON),
            new Change.Contributed(ID, ALERT, NOON),
            new Change.Absorbed(ID, ID, ALERT, NOON),
            new Change.Raised(ID, 0, "P0", NOON, "rule", NOON),
            new Change.Eased(ID, "rule", "down:it", NOON, NOON),
            new Change.LetGo(ID, ALERT, NOON),
            new Change.Resolved(ID, NOON),
            new Change.Acknowledged(ID, "ada", NOON),
            new Change.Queued(
                    ID,
                    new Notification(ID, ID, 1, new Target("slack", "On-call"), Action.RESOLVE, NOON, MESSAGE),
                    NOON),
            new Change.Withdrawn(ID, ID, NOON),
            new Change.Attempted(ID, ID, 2, Told.State.SENT, "accepted", NOON, NOON),
            new Change.Unplaced(ID, "rule", "down:it", NOON, NOON),
            new Change.Noted(ID, "a\nword", NOON));

    @TempDir
    Path directory;

    @Test
    void everyKindOfChangeComesBackAfterARestart() throws IOException {
        var file = directory.resolve("made/here/replica.jsonl");
        try (var journal = new Journal(file)) {
            assertThat(journal.isEmpty()).isTrue();
            journal.append(EVERY_KIND);
        }

        try (var journal = new Journal(file)) {
            assertThat(journal.isEmpty()).isFalse();
            assertThat(journal.read()).isEqualTo(EVERY_KIND);
        }
        assertThat(EVERY_KIND.stream().map(Object::getClass).distinct())
                .hasSize(Change.class.getPermittedSubclasses().length);
    }

    @Test
    void aLineThatACrashToreIsPassedOverAndSpoilsNoLaterOne() throws IOException {
        var file = directory.resolve("replica.jsonl");
        try (var journal = new Journal(file)) {
            journal.append(EVERY_KIND.subList(0, 1));
        }
        Files.writeString(file, "{\"kind\":\"Resol", StandardOpenOption.APPEND);

        try (var journal = new Journal(file)) {
            journal.append(EVERY_KIND.subList(1, 2));
            assertThat(journal.read()).isEqualTo(EVERY_KIND.subList(0, 2));
        }
    }

    @Test
    void whatTheStoreTookOverIsForgotten() throws IOException {
        var file = directory.resolve("replica.jsonl");
        try (var journal = new Journal(file)) {
            journal.append(EVERY_KIND);
            journal.clear();
            assertThat(journal.isEmpty()).isTrue();
            journal.append(EVERY_KIND.subList(0, 1));
            assertThat(journal.read()).hasSize(1);
        }
        assertThat(Files.size(file)).isPositive();
    }
}
