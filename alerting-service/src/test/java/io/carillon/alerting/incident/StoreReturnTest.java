package io.carillon.alerting.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.alerting.StackResource;
import io.carillon.alerting.notify.Action;
import io.carillon.alerting.notify.Delivery;
import io.carillon.alerting.notify.Dispatcher;
import io.carillon.alerting.notify.Message;
import io.carillon.alerting.notify.Notification;
import io.carillon.alerting.notify.Outbox;
import io.carillon.alerting.notify.Target;
import io.carillon.alerting.pack.RuleBook;
import io.carillon.alerting.pipeline.Alert;
import io.carillon.alerting.pipeline.AlertPipeline;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Clearance;
import io.carillon.alerting.window.ConditionVerdict;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that started while the store was away, beside the one that the test runs in, and the store's return. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class StoreReturnTest {

    private static final String RULE = "radio-out";

    @Inject
    IncidentDesk before;

    @Inject
    IncidentStore store;

    @Inject
    RuleBook rules;

    @Inject
    AlertPipeline pipeline;

    @Inject
    Clearance clearance;

    @Inject
    Dispatcher dispatcher;

    @Inject
    Deployment deployment;

    @Inject
    Metrics metrics;

    @Inject
    Clock clock;

    @TempDir
    Path directory;

    private IncidentDesk restarted;

    @BeforeEach
    void aProcessStartsWithoutTheStore() throws IOException {
        restarted = start();
    }

    @AfterEach
    void itEnds() throws IOException {
        restarted.close();
    }

    @Test
    void whatBecameClearBeforeTheStoreCameBackIsResolvedThen() throws Exception {
        var alert = alert(List.of());
        before.decide((situation, history) -> pipeline.on(alert, situation, clock.instant()));

        new VerdictDesk(restarted, rules, pipeline, clearance, dispatcher, clock)
                .on(new ConditionVerdict.Clear(RULE, alert.condition(), "up", alert.t0(), clock.instant()));
        restarted.close();
        restarted = start();
        restarted.takeBack();

        assertThat(statusOf(alert.incidentId())).containsExactly("resolved");
    }

    @Test
    void aRestartWithoutTheStoreKnowsWhatWasOpenWhenItWasLastSeen() throws Exception {
        var alert = alert(List.of());
        restarted.takeBack();
        restarted.decide((situation, history) -> pipeline.on(alert, situation, clock.instant()));
        restarted.close();

        restarted = start();

        assertThat(restarted.present()).isFalse();
        assertThat(restarted.view().incident(alert.incidentId())).isPresent();
        clear(alert);
    }

    @Test
    void whatJoinedAnIncidentThatAnotherReplicaHadEndedStandsForItself() throws Exception {
        var cause = alert(List.of());
        var effect = alert(List.of());
        restarted.takeBack();
        restarted.decide((situation, history) -> pipeline.on(cause, situation, clock.instant()));
        restarted.close();
        before.takeBack();
        clear(cause);

        restarted = start();
        restarted.note(List.of(new Change.Contributed(cause.incidentId(), effect, clock.instant())));
        restarted.takeBack();

        assertThat(statusOf(effect.incidentId())).containsExactly("open");
        clear(effect);
    }

    @Test
    void whatWasToldWhileTheStoreCameBackIsNotToldAgain() {
        var alert = alert(List.of());
        var page = new Notification(
                UUID.randomUUID(),
                alert.incidentId(),
                alert.rank(),
                new Target("semaphore", "Keepers"),
                Action.TRIGGER,
                clock.instant(),
                alert.message());
        restarted.note(List.of(
                new Change.Opened(alert.incidentId(), alert, clock.instant()),
                new Change.Queued(alert.incidentId(), page, clock.instant())));
        var outbox = new NotificationOutbox(store, restarted, clock);

        var first = outbox.serveNext("semaphore", (notification, number) -> {
            takeBack();
            return new Outbox.Attempted(new Delivery.Accepted(), clock.instant());
        });
        var second = outbox.serveNext(
                "semaphore", (notification, number) -> new Outbox.Attempted(new Delivery.Accepted(), clock.instant()));

        assertThat(first).isTrue();
        assertThat(second).isFalse();
        clear(alert);
    }

    /** All is well for the tests to come. */
    private void clear(Alert alert) {
        before.decide(
                (situation, history) -> clearance.on(RULE, alert.condition(), alert.t0(), situation, clock.instant()));
    }

    private IncidentDesk start() throws IOException {
        return new IncidentDesk(store, clearance, settings(), deployment, clock, metrics);
    }

    private void takeBack() {
        try {
            restarted.takeBack();
        } catch (StoreAwayException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> statusOf(UUID incident) throws StoreAwayException {
        return store.inTransaction(connection -> Rows.query(
                connection, "SELECT status FROM incidents WHERE id = ?", row -> row.getString("status"), incident));
    }

    private StoreSettings settings() {
        return new StoreSettings() {
            @Override
            public Path journal() {
                return directory;
            }

            @Override
            public Duration beat() {
                return Duration.ofMillis(500);
            }

            @Override
            public Duration startPatience() {
                return Duration.ofSeconds(10);
            }
        };
    }

    private Alert alert(List<Target> targets) {
        Instant now = clock.instant();
        var condition = "down:" + UUID.randomUUID();
        var message = new Message(
                "Pan-Pan",
                RULE,
                "Radio Out",
                condition,
                "1s",
                "1s",
                now,
                "radio",
                null,
                "Keepers",
                null,
                null,
                "/",
                null);
        return new Alert(
                condition,
                RULE,
                1,
                "Pan-Pan",
                "lighthouse",
                Duration.ofMinutes(15),
                Duration.ofSeconds(1),
                now,
                now,
                targets,
                message);
    }
}
