package io.carillon.webhook.limit;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.CloudEvent;
import io.carillon.events.SecurityEvent.RateLimitBreached;
import io.carillon.events.Topic;
import io.carillon.kit.limit.Limit;
import io.carillon.kit.limit.LimitKind;
import io.carillon.kit.limit.LimitSharing;
import io.carillon.kit.limit.RateLimits;
import io.carillon.kit.limit.Subject;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits over replicas in a real Redis, changed over HTTP while requests are made. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class LimitTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SEEN = "/api/rate-limits";

    @Inject
    World world;

    @Inject
    RateLimits limits;

    @Inject
    LimitSharing sharing;

    @Inject
    KeptLimits kept;

    @Inject
    RedisDataSource redis;

    @TestHTTPResource("/")
    URI service;

    TwilioCaller twilio;

    @BeforeEach
    void world() {
        world.reset();
        twilio = new TwilioCaller(service);
    }

    @AfterEach
    void noLimitIsLeft() {
        world.stack.start("redis");
        for (var kind : LimitKind.values()) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            operator().delete(SEEN + "/" + kind.word()).then().statusCode(204));
        }
        limits.ofSubjects()
                .keySet()
                .forEach(own -> operator()
                        .queryParam("subject", own.name())
                        .delete(SEEN + "/" + own.kind().word())
                        .then()
                        .statusCode(204));
        redis.key().keys(RedisLimits.PREFIX + "*").forEach(key -> redis.key().del(key));
    }

    @Test
    @Requirement("R-SEC-16")
    void aLimitIsChangedWhileEverythingRunsAndToldToEveryService() {
        var address = "203.0.113.50";
        set("address", "{\"perSecond\":0.001,\"burst\":2,\"subject\":\"" + address + "\"}")
                .statusCode(200);
        from(address).statusCode(200);
        from(address).statusCode(200);
        from(address)
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("RATE_LIMITED"))
                .body("$", hasKey("request_id"));
        from("203.0.113.51").statusCode(200);

        set("address", "{\"perSecond\":1000,\"burst\":1000,\"subject\":\"" + address + "\"}")
                .statusCode(200)
                .body("perSecond", equalTo(1000f));

        await().atMost(SOON).untilAsserted(() -> from(address).statusCode(200));
        given().header("X-API-Key", "dev-viewer-key")
                .get(SEEN)
                .then()
                .statusCode(200)
                .body("limits.find { it.subject == '%s' }.burst".formatted(address), equalTo(1000f));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.SECURITY, address).stream()
                                .map(CloudEvent::data)
                                .map(RateLimitBreached.class::cast))
                        .singleElement()
                        .satisfies(breach -> {
                            assertThat(breach.limit()).isEqualTo("address");
                            assertThat(breach.subject()).isEqualTo(address);
                        }));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.AUDIT, "dev-operator").stream()
                                .map(CloudEvent::data)
                                .map(ChangeRecorded.class::cast))
                        .anyMatch(change -> change.resourceId().equals("address:" + address)
                                && change.action().equals("SET")));
        assertThat(EventsSeen.on(world.stack, Topic.COMMANDS, "*")).isNotEmpty();
    }

    @Test
    @Requirement("R-SEC-16")
    void whatAnotherReplicaLetThroughIsGoneHereAMomentLater() throws Exception {
        var key = "reception-" + UUID.randomUUID();
        var limit = new Limit(0.001, 10);
        limits.set(LimitKind.KEY, key, Optional.of(limit));
        var subject = new Subject(LimitKind.KEY, key);
        sharing.share(List.of(new LimitSharing.Share(subject, limit, 9)));

        assertThat(limits.take(LimitKind.KEY, key, "here", "/")).isEmpty();

        await().atMost(SOON)
                .until(() ->
                        Double.parseDouble(redis.hash(String.class).hget(RedisLimits.PREFIX + "key:" + key, "tokens"))
                                < 1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(limits.take(LimitKind.KEY, key, "here", "/")).isPresent());
    }

    @Test
    @Requirement("R-SEC-16")
    void aLimitThatWasSetBeforeAReplicaStartedIsToldAgain() {
        set("clinic", "{\"perSecond\":77}").statusCode(200).body("burst", equalTo(154f));
        limits.set(LimitKind.CLINIC, null, Optional.empty());

        kept.tellAgain();

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(limits.of(LimitKind.CLINIC)).isEqualTo(new Limit(77, 154)));
    }

    @Test
    @Requirement("R-SEC-16")
    void whoSignsIsNeverToldToComeBackLaterAndWhoDoesNotIs() {
        set("address", "{\"perSecond\":0.001,\"burst\":2,\"subject\":\"203.0.113.60\"}")
                .statusCode(200);
        set("signed", "{\"perSecond\":0.001,\"burst\":1}").statusCode(200);
        var proxied = Map.of("X-Forwarded-For", "203.0.113.60");

        for (int i = 0; i < 5; i++) {
            var fields = twilio.fields(DEMO_NUMBER, Map.of("Try", String.valueOf(i)));
            assertThat(twilio.signed("/api/voice/incoming", fields, proxied).status())
                    .isEqualTo(200);
        }
        var unsigned = new int[4];
        for (int i = 0; i < unsigned.length; i++) {
            unsigned[i] = twilio.post(
                            "/api/voice/incoming",
                            "CallSid=CA1".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            "application/x-www-form-urlencoded",
                            proxied)
                    .status();
        }

        assertThat(unsigned).containsExactly(403, 403, 429, 429);
        assertThat(twilio.signed("/api/voice/incoming", twilio.fields(DEMO_NUMBER, Map.of("Try", "last")), proxied)
                        .status())
                .isEqualTo(200);
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("limits_signed_exceeded_total{provider=\"twilio\"}"));
    }

    @Test
    @Requirement("R-SEC-16")
    void withoutRedisLimitsHoldHere() {
        world.stack.stop("redis");
        limits.set(LimitKind.ADDRESS, "203.0.113.70", Optional.of(new Limit(0.001, 2)));

        from("203.0.113.70").statusCode(200);
        from("203.0.113.70").statusCode(200);
        from("203.0.113.70").statusCode(429);
        set("key", "{\"perSecond\":5000}")
                .statusCode(503)
                .body("code", equalTo("LIMITS_UNAVAILABLE"))
                .header("Retry-After", "2");
    }

    @ParameterizedTest
    @Requirement("R-SEC-15")
    @CsvSource(
            delimiter = '|',
            value = {
                "key    | {}                                         | 400",
                "key    | {\"perSecond\":0}                          | 400",
                "key    | {\"perSecond\":-1}                         | 400",
                "key    | {\"perSecond\":1e999}                      | 400",
                "key    | {\"perSecond\":\"many\"}                   | 400",
                "key    | {\"perSecond\":5,\"burst\":0.5}            | 400",
                "key    | {\"perSecond\":5,\"subject\":\"a b\"}      | 400",
                "key    | {\"perSecond\":5,\"subject\":\"\"}         | 400",
                "key    | [                                          | 400",
                "nobody | {\"perSecond\":5}                          | 404",
            })
    void aLimitThatCanBeNoneIsRefused(String limit, String body, int status) {
        set(limit, body).statusCode(status).contentType("application/problem+json");
    }

    @ParameterizedTest
    @Requirement("R-SEC-05")
    @CsvSource({
        "GET, /api/rate-limits, none, 401",
        "GET, /api/rate-limits, dev-viewer-key, 200",
        "PUT, /api/rate-limits/key, dev-viewer-key, 403",
        "DELETE, /api/rate-limits/key, dev-viewer-key, 403",
    })
    void everyPathAsksForItsRole(String method, String path, String key, int status) {
        var request = given().contentType("application/json");
        if (!key.equals("none")) {
            request.header("X-API-Key", key);
        }

        request.request(method, path).then().statusCode(status);
    }

    private static ValidatableResponse set(String limit, String body) {
        return operator()
                .contentType("application/json")
                .body(body)
                .put(SEEN + "/" + limit)
                .then();
    }

    /** A request of somebody outside, as a proxy passes it on. */
    private static ValidatableResponse from(String address) {
        return given().header("X-Forwarded-For", address)
                .get("/api/webhook-health")
                .then();
    }

    private static RequestSpecification operator() {
        return given().header("X-API-Key", "dev-operator-key");
    }
}
