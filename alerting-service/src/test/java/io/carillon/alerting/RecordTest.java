package io.carillon.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.carillon.events.AuditEvent;
import io.carillon.events.CloudEvent;
import io.carillon.events.IncidentEvent;
import io.carillon.events.Topic;
import io.carillon.kit.event.EventConsumers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays written: events, the append-only history, the figures. */
@QuarkusTest
class RecordTest extends LighthouseTest {

    @Inject
    EventConsumers consumers;

    @Inject
    DataSource store;

    @Test
    void theLifeOfAnIncidentIsToldOnKafkaInItsOrder() throws Exception {
        var incidents = new CopyOnWriteArrayList<CloudEvent<?>>();
        var audit = new CopyOnWriteArrayList<CloudEvent<?>>();
        try (var one = consumers.replay(Topic.INCIDENTS, (event, at) -> incidents.add(event));
                var two = consumers.replay(Topic.AUDIT, (event, at) -> audit.add(event))) {
            assertThat(List.of(one, two)).doesNotContainNull();
            platform.down("generator");
            var id = opened("down:generator").path("id").asText();
            platform.down("lamp");
            await().atMost(SOON)
                    .until(() -> Platform.incident(id)
                            .path("contributors")
                            .findValuesAsText("condition")
                            .contains("down:lamp"));
            given().header("X-API-Key", "dev-operator-key")
                    .post("/api/incidents/" + id + "/acknowledge")
                    .then()
                    .statusCode(200);
            platform.up("generator");
            platform.up("lamp");
            awaitStatus(id, "resolved");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(incidents.stream()
                                    .filter(event -> event.subject().equals(id))
                                    .map(event -> event.data().getClass()))
                            .isEqualTo(List.of(
                                    IncidentEvent.IncidentOpened.class,
                                    IncidentEvent.IncidentJoined.class,
                                    IncidentEvent.IncidentAcknowledged.class,
                                    IncidentEvent.IncidentResolved.class)));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit)
                            .filteredOn(event -> event.data() instanceof AuditEvent.ChangeRecorded change
                                    && change.resourceId().equals(id)
                                    && change.action().equals("ACKNOWLEDGE"))
                            .hasSize(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE incident_timeline SET text = 'nothing happened'",
                "DELETE FROM incident_timeline",
                "DELETE FROM notification_attempts",
                "DELETE FROM incidents"
            })
    void historyCannotBeEditedByTheServiceItself(String statement) throws SQLException {
        try (var connection = store.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            assertThatThrownBy(prepared::execute)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            denied -> assertThat(denied.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void theTimeOfDetectionsAndTheNotificationsAreFigures() {
        platform.down("radio");
        var incident = opened("down:radio");
        await().atMost(SOON).until(() -> platform.pages("trigger").size() == 1);

        assertThat(incident.path("t0").asText())
                .isEqualTo(incident.path("openedAt").asText());
        assertThat(incident.path("committedAt").asText())
                .isGreaterThan(incident.path("t0").asText());
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/metrics")
                        .then()
                        .statusCode(200)
                        .body(containsString("alerting_detection_seconds_count"))
                        .body(containsString("alerting_incidents_opened_total{"))
                        .body(containsString("alerting_notifications_total{")));
    }
}
