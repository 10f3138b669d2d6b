package io.carillon.webhook.intake;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CallEvent.Parameter;
import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real servers are stopped and started again. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class OutageTest {

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    @Inject
    World world;

    @TestHTTPResource("/")
    URI service;

    TwilioCaller twilio;

    @BeforeEach
    void world() {
        world.reset();
        twilio = new TwilioCaller(service);
    }

    @AfterEach
    void everythingRunsAgain() {
        world.stack.start("kafka");
        world.stack.start("redis");
        await().atMost(RECOVERY)
                .untilAsserted(() -> given().get("/api/webhook-health").then().body("spool.depth", equalTo(0)));
    }

    @Test
    @Requirement({"R-WEB-17", "R-EXT-13"})
    void withKafkaStoppedCallersHearTheSameAndEveryCallIsPublishedOnceInOrderLater() {
        var usual = twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of("Call", "before"));
        given().get("/api/webhook-health")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("kafka", equalTo("up"));
        world.stack.stop("kafka");

        var during = IntStream.range(0, 20)
                .mapToObj(i -> twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of("Call", "during-" + i)))
                .toList();

        assertThat(during).allSatisfy(heard -> {
            assertThat(heard.status()).isEqualTo(200);
            assertThat(heard.body()).isEqualTo(usual.body());
        });
        given().get("/api/webhook-health")
                .then()
                .statusCode(200)
                .body("status", equalTo("ok"))
                .body("kafka", equalTo("spooling"))
                .body("spool.depth", greaterThan(0));
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("webhook_spool_depth"));

        world.stack.start("kafka");
        await().atMost(RECOVERY)
                .untilAsserted(() -> given().get("/api/webhook-health").then().body("spool.depth", equalTo(0)));

        given().get("/api/webhook-health").then().body("kafka", equalTo("up"));

        var calls = calls();
        assertThat(calls.stream().map(CloudEvent::id).distinct()).hasSize(21);
        assertThat(calls.stream()
                        .map(event -> marker((CallbackAccepted) event.data()))
                        .distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(0, 20)
                        .mapToObj(i -> i == 0 ? "before" : "during-" + (i - 1))
                        .toList());
    }

    @Test
    void withRedisStoppedCallersAreAnsweredAndARepeatCarriesTheSameId() {
        world.stack.stop("redis");

        for (int i = 0; i < 3; i++) {
            assertThat(twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of()).status())
                    .isEqualTo(200);
        }

        assertThat(calls().stream().map(CloudEvent::id).distinct()).hasSize(1);
    }

    private List<? extends CloudEvent<?>> calls() {
        return EventsSeen.on(world.stack, Topic.CALLS, twilio.callSid);
    }

    private static String marker(CallbackAccepted call) {
        return call.parameters().stream()
                .filter(parameter -> parameter.name().equals("Call"))
                .map(Parameter::value)
                .findFirst()
                .orElseThrow();
    }
}
