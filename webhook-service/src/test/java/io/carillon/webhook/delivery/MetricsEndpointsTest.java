package io.carillon.webhook.delivery;

import static io.carillon.webhook.delivery.Callbacks.effects;
import static io.carillon.webhook.delivery.Callbacks.jobs;
import static io.carillon.webhook.delivery.Callbacks.newCall;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.Tables;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(StackResource.class)
class MetricsEndpointsTest {

    private static final String BASE = "/api/webhook-metrics";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ALL_TIMES = "\"from\":\"%s\",\"to\":\"%s\"";

    @Inject
    World world;

    @Inject
    Callbacks callbacks;

    @Inject
    ScriptedEffect effect;

    @Inject
    java.time.Clock clock;

    @BeforeEach
    void tables() {
        callbacks.tablesAreThere();
    }

    @AfterEach
    void healed() {
        effect.heal();
        world.stack.start("postgres");
        world.stack.start("redis");
    }

    @Test
    @Requirement("R-WEB-12")
    void theQueueIsToldInTheRunbooksWords() {
        var answer =
                as("viewer").get(BASE + "/queue-health").then().statusCode(200).extract();

        assertThat(answer.jsonPath().getMap("").keySet())
                .containsExactly(
                        "status",
                        "waiting",
                        "active",
                        "completed",
                        "failed",
                        "delayed",
                        "deadLetter",
                        "redis",
                        "successRate");
        assertThat(answer.jsonPath().getMap("deadLetter").keySet())
                .containsExactly("size", "oldestAgeSeconds", "growing");
        assertThat(answer.jsonPath().getString("redis")).isEqualTo("ok");
        assertThat(answer.jsonPath().getString("successRate")).matches("[0-9]{1,3}\\.[0-9]%");
    }

    @Test
    @Requirement("R-WEB-12")
    void failedAndDelayedJobsAreCounted() {
        var call = failed();
        var delayed = newCall();
        effect.trouble(delayed + "-0", connection -> {
            throw new DependencyAwayException("planted");
        });
        callbacks.publish(callbacks.ofCall(delayed, 2));
        await().atMost(SOON).until(() -> jobs(delayed).size() == 2);

        as("viewer")
                .get(BASE + "/queue-health")
                .then()
                .body("failed", greaterThanOrEqualTo(1))
                .body("waiting", greaterThanOrEqualTo(1))
                .body("deadLetter.size", greaterThanOrEqualTo(1));
        assertThat(jobs(call)).containsExactly("failed 5");
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/metrics")
                        .then()
                        .body(matchesPattern("(?s).*webhook_dead_letters(\\{[^}]*})? [1-9].*")));
    }

    /** Whoever watches the queue is to hear of it, and not of an error of ours. */
    @Test
    @Requirement({"R-WEB-12", "R-EXT-12"})
    void withPostgresAwayTheQueueIsUnhealthyAndCallbacksAreStillTaken() {
        world.stack.stop("postgres");

        await().atMost(SOON)
                .untilAsserted(() -> as("viewer")
                        .get(BASE + "/queue-health")
                        .then()
                        .statusCode(503)
                        .body("status", equalTo("unhealthy"))
                        .body("waiting", nullValue())
                        .body("redis", equalTo("ok")));
        given().get("/api/webhook-health").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        as("viewer").get(BASE + "/failed").then().statusCode(503).header("Retry-After", equalTo("2"));
    }

    @Test
    @Requirement("R-WEB-14")
    void aFailedJobIsPutBackOnceAndTakesEffect() {
        var call = failed();
        var job = job(call);
        as("viewer")
                .get(BASE + "/failed?limit=200")
                .then()
                .statusCode(200)
                .body("deliveries.jobId", hasItem((int) job))
                .body("deliveries.find{it.jobId==%d}.cause".formatted(job), equalTo("ours"))
                .body("deliveries.find{it.jobId==%d}.status".formatted(job), equalTo("failed"));
        effect.heal();

        as("operator")
                .post(BASE + "/retry-failed/" + job)
                .then()
                .statusCode(202)
                .body("status", equalTo("waiting"));

        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("completed 0"));
        as("operator")
                .post(BASE + "/retry-failed/" + job)
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_FAILED"));
        assertThat(effects(call)).hasSize(1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(audits()).anySatisfy(change -> {
                    assertThat(change.resource()).isEqualTo("webhook_job");
                    assertThat(change.resourceId()).isEqualTo(Long.toString(job));
                    assertThat(change.action()).isEqualTo("RETRY");
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999", "0", "-1", "abc", "1e3", "99999999999999999999", "%00", "1%2F2"})
    @Requirement("R-WEB-14")
    void anUnknownJobIsNotFound(String id) {
        as("operator")
                .urlEncodingEnabled(false)
                .post(BASE + "/retry-failed/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("R-WEB-15")
    void deadLettersReplayedTwiceTakeEffectOnce() {
        var call = newCall();
        effect.trouble(call + "-0", connection -> {
            throw new UnprocessableCallback(call + "-0", "planted");
        });
        callbacks.publish(callbacks.ofCall(call, 1));
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("dead 1"));
        as("operator")
                .post(BASE + "/retry-failed/" + job(call))
                .then()
                .statusCode(409)
                .body("code", equalTo("NOT_FAILED"));
        as("viewer").get(BASE + "/failed?limit=200").then().body("deliveries.callId", not(hasItem(call)));
        as("viewer").get(BASE + "/dead-letters?limit=200").then().body("deliveries.callId", hasItem(call));
        effect.heal();
        var body = "{"
                + ALL_TIMES.formatted(
                        clock.instant().minusSeconds(3600), clock.instant().plusSeconds(60))
                + ",\"cause\":\"sender\",\"provider\":\"twilio\",\"limit\":500}";

        var first = as("operator").contentType(ContentType.JSON).body(body).post(BASE + "/dead-letters/replay");
        var second = as("operator").contentType(ContentType.JSON).body(body).post(BASE + "/dead-letters/replay");

        first.then().statusCode(202).body("jobs", hasItem((int) job(call)));
        second.then().statusCode(202).body("retried", equalTo(0));
        await().atMost(SOON).untilAsserted(() -> assertThat(effects(call)).containsExactly(call + "-0"));
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("completed 0"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(audits()).anySatisfy(change -> {
                    assertThat(change.action()).isEqualTo("REPLAY_DEAD_LETTERS");
                    assertThat(change.before()).contains("cause=sender").contains("limit=500");
                }));
    }

    @Test
    @Requirement("R-WEB-14")
    void allFailedOfAProviderAndTimeArePutBackUpToALimit() {
        var calls = List.of(failed(), failed(), failed());
        var times = ALL_TIMES.formatted(
                clock.instant().minusSeconds(3600), clock.instant().plusSeconds(60));

        as("operator")
                .contentType(ContentType.JSON)
                .body("{" + times + ",\"provider\":\"vapi\"}")
                .post(BASE + "/retry-failed")
                .then()
                .statusCode(202)
                .body("retried", equalTo(0));
        effect.heal();
        await().atMost(SOON).untilAsserted(() -> {
            as("operator")
                    .contentType(ContentType.JSON)
                    .body("{" + times + ",\"provider\":\"twilio\",\"limit\":2}")
                    .post(BASE + "/retry-failed")
                    .then()
                    .statusCode(202);
            assertThat(calls).allSatisfy(call -> assertThat(effects(call)).hasSize(1));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"from\":\"yesterday\",\"to\":\"2030-01-01T00:00:00Z\"}",
                "{\"from\":\"2030-01-02T00:00:00Z\",\"to\":\"2030-01-01T00:00:00Z\"}",
                "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-06-01T00:00:00Z\"}",
                "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\",\"limit\":501}",
                "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\",\"limit\":\"1\"}",
                "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\",\"provider\":\"nobody\"}",
                "{\"from\":\"2030-01-01T00:00:00Z\",\"to\":\"2030-01-02T00:00:00Z\",\"cause\":\"' or 1=1\"}"
            })
    void aChoiceThatCannotBeReadIsRefusedWithWhatWasExpected(String body) {
        for (var path : List.of("/retry-failed", "/dead-letters/replay")) {
            as("operator")
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(BASE + path)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("VALIDATION"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /queue-health, viewer",
        "GET, /failed, viewer",
        "GET, /dead-letters, viewer",
        "GET, /twilio-errors, viewer",
        "POST, /retry-failed/1, operator",
        "POST, /retry-failed, operator",
        "POST, /dead-letters/replay, operator"
    })
    void eachAsksForItsRole(String method, String path, String role) {
        given().request(method, BASE + path).then().statusCode(401);
        given().header("X-API-Key", "dev-forged-key")
                .request(method, BASE + path)
                .then()
                .statusCode(401);
        if (role.equals("operator")) {
            as("viewer").request(method, BASE + path).then().statusCode(403);
        }
        for (var enough : List.of(role, "operator", "admin")) {
            var status = as(enough).request(method, BASE + path).statusCode();
            assertThat(status).as("%s %s as %s", method, path, enough).isNotIn(401, 403, 500);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?after=-1", "?after=%00", "?provider=%00", "?after=1e9"})
    void aPageThatCannotBeIsRefused(String query) {
        as("viewer")
                .urlEncodingEnabled(false)
                .get(BASE + "/failed" + query)
                .then()
                .statusCode(400);
    }

    /** A callback that failed five times. */
    private String failed() {
        var call = newCall();
        effect.trouble(call + "-0", connection -> {
            throw new IllegalStateException("planted");
        });
        callbacks.publish(callbacks.ofCall(call, 1));
        await().atMost(SOON).untilAsserted(() -> assertThat(jobs(call)).containsExactly("failed 5"));
        return call;
    }

    private static long job(String call) {
        return Tables.value(Long::parseLong, "select job_id from webhook_delivery_log where call_id = ?", call);
    }

    private List<ChangeRecorded> audits() {
        return EventsSeen.on(world.stack, Topic.AUDIT, "dev-operator").stream()
                .map(event -> (ChangeRecorded) event.data())
                .toList();
    }

    private static RequestSpecification as(String role) {
        return given().header("X-API-Key", "dev-" + role + "-key");
    }
}
