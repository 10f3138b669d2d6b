package io.carillon.webhook.intake;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.TwilioCaller.Heard;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real Kafka is stopped, and the spool has room for hardly anything. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
@TestProfile(NowhereToPutTest.SmallSpool.class)
class NowhereToPutTest {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    /** For a callback or two. */
    public static final class SmallSpool implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("carillon.intake.spool-limit", "3000");
        }
    }

    @BeforeEach
    void world() {
        world.reset();
    }

    @AfterEach
    void everythingRunsAgain() {
        world.stack.start("kafka");
    }

    @Test
    @Requirement({"R-WEB-04", "R-WEB-07"})
    void withNeitherKafkaNorRoomInTheSpoolItIs503AndAllIsWellWhenKafkaIsBack() {
        given().get("/api/webhook-health").then().statusCode(200).body("status", equalTo("ok"));
        world.stack.stop("kafka");

        await().atMost(LIMIT).untilAsserted(() -> {
            new TwilioCaller(service).call("/api/voice/incoming", DEMO_NUMBER, Map.of());
            given().get("/api/webhook-health")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("unavailable"))
                    .body("kafka", equalTo("spooling"));
        });

        whoeverIsInNeedIsHelped();

        world.stack.start("kafka");
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/api/webhook-health")
                        .then()
                        .statusCode(200)
                        .body("kafka", equalTo("up"))
                        .body("spool.depth", equalTo(0)));
    }

    /** An emergency needs nothing, not even that it is recorded; whoever wants anything else is asked to come again. */
    private void whoeverIsInNeedIsHelped() {
        var phone = new TwilioCaller(service);

        var refused = phone.call("/api/voice/incoming", DEMO_NUMBER, Map.of());
        assertThat(refused.said())
                .containsExactly(
                        "If this is an emergency, hang up and dial 911.",
                        "I am sorry, we cannot take your call right now. Please call again in a few minutes.");
        assertThat(refused.verbs()).endsWith("Hangup");

        assertThat(phone.call("/api/voice/gather?turn=1", DEMO_NUMBER, Map.of("Digits", "1"))
                        .said())
                .isEqualTo(refused.said());
        for (var need : List.of(Map.of("Digits", "9"), Map.of("SpeechResult", "this is an emergency"))) {
            var helped = phone.call("/api/voice/gather?turn=1", DEMO_NUMBER, need);
            assertThat(helped.said().getFirst()).startsWith("Hang up now and dial 911.");
            assertThat(helped.verbs()).endsWith("Dial");
        }
        assertThat(phone.call("/api/voice/dial?turn=1&emergency=1", DEMO_NUMBER, Map.of("DialCallStatus", "busy"))
                        .said()
                        .getFirst())
                .contains("911");

        assertThat(written(phone, "emergency").text()).contains("911");
        assertThat(written(phone, "book").status()).isEqualTo(503);
    }

    private static Heard written(TwilioCaller phone, String words) {
        return phone.call(
                "/api/whatsapp/incoming",
                "whatsapp:" + DEMO_NUMBER,
                Map.of("From", "whatsapp:+15555551234", "MessageSid", "SMin-need", "Body", words));
    }
}
