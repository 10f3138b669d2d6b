package io.carillon.alerting;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.stack.client.TestStack;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pager does not live in the database it pages about, and not in its own either. */
@QuarkusTest
class StoreAwayTest extends LighthouseTest {

    private static final String STORE = "alerting-postgres";

    private final TestStack stack = TestStack.attach("alerting");

    @AfterEach
    void theStoreIsBack() {
        stack.start(STORE);
    }

    @Test
    void aPageGoesOutWithoutTheStoreUnderTheKeyThatTheIncidentThenHas() {
        stack.stop(STORE);
        platform.down("generator");
        await().atMost(SOON).until(() -> platform.pages("trigger").size() == 1);
        platform.down("lamp");
        platform.down("horn");
        await().during(Duration.ofSeconds(3))
                .atMost(SOON)
                .until(() -> keys(platform.pages("trigger")).size() == 1);
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/incidents")
                .then()
                .statusCode(503)
                .body("code", equalTo("STORE_AWAY"));
        given().get("/health").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);

        stack.start(STORE);
        var incident = opened("down:generator");

        var key = incident.path("id").asText();
        assertThat(keys(platform.pages("trigger"))).containsExactly(key);
        assertThat(Platform.incident(key).path("contributors").findValuesAsText("condition"))
                .contains("down:generator", "down:lamp", "down:horn");
        assertThat(Platform.incidents("down:lamp"))
                .noneMatch(each -> each.path("status").asText().equals("open"));
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> keys(platform.pages("trigger")).equals(Set.of(key)));
        assertThat(Platform.incident(key).path("notifications").findValuesAsText("state"))
                .containsOnly("SENT");
    }

    @Test
    void aStoreThatHangsIsAsGoodAsOneThatIsGone() {
        stack.pause(STORE);
        platform.down("radio");
        await().atMost(SOON).until(() -> platform.pages("trigger").size() == 1);
        platform.up("radio");
        await().atMost(SOON).until(() -> platform.pages("resolve").size() == 1);

        stack.start(STORE);

        var key = platform.pages("trigger").getFirst().path("dedup_key").asText();
        await().atMost(SOON)
                .until(() -> Platform.incidents("down:radio").stream()
                        .anyMatch(each -> each.path("id").asText().equals(key)
                                && each.path("status").asText().equals("resolved")));
        assertThat(platform.pages("trigger")).hasSize(1);
    }

    private static Set<String> keys(List<JsonNode> pages) {
        return pages.stream().map(page -> page.path("dedup_key").asText()).collect(Collectors.toSet());
    }
}
