package io.carillon.alerting;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What people are told, and what they say back. */
@QuarkusTest
class NotificationsTest extends LighthouseTest {

    @Test
    void slackThatFailsTwiceGetsTheMessageOnceAndTheLogSaysSo() {
        slackAnswers(STARTED, "once", false);
        slackAnswers("once", "twice", false);
        slackAnswers("twice", "twice", true);

        platform.down("cable");
        var id = opened("down:cable").path("id").asText();

        await().atMost(SOON).until(() -> slackOf(id).path("state").asText().equals("SENT"));
        assertThat(platform.slack()).hasSize(3);
        assertThat(slackOf(id).path("attempts").asInt()).isEqualTo(3);
        assertThat(slackOf(id).path("target").asText()).isEqualTo("Engineers");
        assertThat(slackOf(id).path("lastResult").asText()).isEqualTo("accepted");
    }

    private void slackAnswers(String from, String to, boolean well) {
        channels.stubFor(post(urlEqualTo("/slack"))
                .inScenario("slack")
                .whenScenarioStateIs(from)
                .willReturn(well ? ok("ok") : serverError())
                .willSetStateTo(to));
    }

    private static JsonNode slackOf(String id) {
        return Platform.each(Platform.incident(id).path("notifications"))
                .filter(each -> each.path("channel").asText().equals("slack"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void acknowledgingIsWrittenDownOnceAndToldToThePager() {
        platform.down("radio");
        var id = opened("down:radio").path("id").asText();
        for (var time = 0; time < 2; time++) {
            given().header("X-API-Key", "dev-operator-key")
                    .post("/api/incidents/" + id + "/acknowledge")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("acknowledged"));
        }

        await().atMost(SOON).until(() -> platform.pages("acknowledge").size() == 1);
        assertThat(platform.pages("acknowledge").getFirst().path("dedup_key").asText())
                .isEqualTo(id);
        assertThat(Platform.incident(id).path("timeline").findValuesAsText("kind"))
                .containsOnlyOnce("acknowledged");
        assertThat(Platform.incident(id).path("resolvedAt").isNull()).isTrue();
    }

    @Test
    void whatIsOverCannotBeTakenOn() {
        platform.down("radio");
        var id = opened("down:radio").path("id").asText();
        platform.up("radio");
        awaitStatus(id, "resolved");

        given().header("X-API-Key", "dev-operator-key")
                .post("/api/incidents/" + id + "/acknowledge")
                .then()
                .statusCode(409)
                .body("code", equalTo("INCIDENT_OVER"));
    }

    @Test
    void wrongQuestionsGetCodedAnswers() {
        var viewer = "dev-viewer-key";
        given().get("/api/incidents").then().statusCode(401);
        given().header("X-API-Key", viewer)
                .post("/api/incidents/00000000-0000-0000-0000-000000000000/acknowledge")
                .then()
                .statusCode(403);
        given().header("X-API-Key", viewer)
                .get("/api/incidents?status=sad")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION"));
        given().header("X-API-Key", viewer).get("/api/incidents?limit=0").then().statusCode(400);
        given().header("X-API-Key", viewer)
                .get("/api/incidents/nonsense")
                .then()
                .statusCode(400);
        given().header("X-API-Key", viewer)
                .get("/api/incidents/00000000-0000-0000-0000-000000000000")
                .then()
                .statusCode(404)
                .contentType(containsString("application/problem+json"))
                .body("code", equalTo("NOT_FOUND"));
    }
}
