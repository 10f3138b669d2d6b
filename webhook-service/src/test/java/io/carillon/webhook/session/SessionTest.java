package io.carillon.webhook.session;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.kit.access.ServiceToken;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.LinesSeen;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.value.SetArgs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions over HTTP and by telephone, in a real Redis that is stopped where the test says so. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class SessionTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    @Inject
    World world;

    @Inject
    RedisDataSource redis;

    @Inject
    CallSessions sessions;

    @Inject
    SessionStore store;

    @Inject
    ServiceToken tokens;

    @Inject
    Clock clock;

    @TestHTTPResource("/")
    URI service;

    TwilioCaller twilio;

    @BeforeEach
    void world() {
        world.reset();
        twilio = new TwilioCaller(service);
    }

    @AfterEach
    void redisRuns() {
        world.stack.start("redis");
        await().atMost(SOON).untilAsserted(() -> assertThat(sessions.count()).isNotNegative());
    }

    @Test
    @Requirement({"R-WEB-19", "R-WEB-21"})
    void aSessionIsBegunLookedAtAndEnded() throws Exception {
        var before = sessions.count();

        var id = begun();

        // 24 bytes of chance as base64url.
        assertThat(id).matches("[A-Za-z0-9_-]{32}");
        assertThat(sessions.count()).isEqualTo(before + 1);
        assertThat(redis.key().exists("sess:" + id)).isTrue();
        assertThat(redis.key().pttl("sess:" + id))
                .isBetween(1L, Duration.ofMinutes(30).toMillis());
        given().header("X-API-Key", "dev-viewer-key")
                .get("/api/session/" + id)
                .then()
                .statusCode(200)
                .body("session_id", equalTo(id))
                .body("origin", equalTo("web"))
                .body("startedAt", notNullValue())
                .body("expiresAt", notNullValue());

        operator().delete("/api/session/" + id).then().statusCode(204);

        assertThat(sessions.count()).isEqualTo(before);
        problem(operator().get("/api/session/" + id).then(), 404, "NOT_FOUND");
        problem(operator().delete("/api/session/" + id).then(), 404, "NOT_FOUND");
        problem(operator().post("/api/session/" + id + "/touch").then(), 404, "NOT_FOUND");
    }

    @Test
    @Requirement("R-WEB-19")
    void noTwoSessionsHaveTheSameName() {
        var ids = new HashSet<String>();
        IntStream.range(0, 50).forEach(n -> ids.add(begun()));

        assertThat(ids).hasSize(50);
        ids.forEach(id -> operator().delete("/api/session/" + id).then().statusCode(204));
    }

    @Test
    @Requirement("R-WEB-21")
    void aSessionEndsWhenNobodyUsesItAndLastsWhenSomebodyDoes() throws Exception {
        var used = begun();
        var idle = begun();
        var before = sessions.count();
        redis.key().pexpire("sess:" + used, 60_000);

        operator().post("/api/session/" + used + "/touch").then().statusCode(204);
        redis.key().pexpire("sess:" + idle, 1);
        redis.sortedSet(String.class).zadd(SessionScripts.INDEX, 1, idle);

        assertThat(redis.key().pttl("sess:" + used)).isGreaterThan(60_000);
        await().atMost(SOON)
                .untilAsserted(
                        () -> problem(operator().get("/api/session/" + idle).then(), 404, "NOT_FOUND"));
        assertThat(sessions.count()).isEqualTo(before - 1);
    }

    @ParameterizedTest
    @Requirement("R-SEC-05")
    @CsvSource({
        "POST, /api/session/start, none, 401",
        "POST, /api/session/start, dev-viewer-key, 403",
        "POST, /api/session/cleanup, dev-viewer-key, 403",
        "GET, /api/session/x, none, 401",
        "GET, /api/session/x, dev-viewer-key, 404",
        "DELETE, /api/session/x, dev-viewer-key, 403",
    })
    void everyPathAsksForItsRole(String method, String path, String key, int status) {
        var request = given();
        if (!key.equals("none")) {
            request.header("X-API-Key", key);
        }

        request.request(method, path).then().statusCode(status).contentType("application/problem+json");
    }

    @ParameterizedTest
    @Requirement("R-SEC-15")
    @ValueSource(strings = {"*", "%2e%2e", "a%0d%0ab", "%00", "a%20b", "caf%C3%A9", "KEYS%5B1%5D", "%7Bsess%7D"})
    void aNameThatCanBeNoneIsUnknown(String id) {
        problem(operator().get("/api/session/" + id).then(), 404, "NOT_FOUND");
        problem(operator().get("/api/session/" + "x".repeat(2_000)).then(), 404, "NOT_FOUND");
    }

    @Test
    void aClinicSeesItsOwnSessionsOnly() {
        var token = tokens.header(World.DEMO);
        String id = given().header(ServiceToken.HEADER, token)
                .post("/api/session/start")
                .then()
                .statusCode(200)
                .extract()
                .path("session_id");

        given().header(ServiceToken.HEADER, token)
                .get("/api/session/" + id)
                .then()
                .statusCode(200);
        problem(
                given().header(ServiceToken.HEADER, tokens.header(World.KIN))
                        .delete("/api/session/" + id)
                        .then(),
                404,
                "NOT_FOUND");
        given().header(ServiceToken.HEADER, token)
                .delete("/api/session/" + id)
                .then()
                .statusCode(204);
    }

    @Test
    @Requirement({"R-WEB-21", "R-WEB-23"})
    void aCallIsASessionFromItsRingingToItsEnd() throws Exception {
        twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of());

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.find(twilio.callSid)).hasValueSatisfying(session -> {
                    assertThat(session.origin()).isEqualTo("call");
                    assertThat(session.orgId()).isEqualTo(World.DEMO);
                }));
        var during = sessions.count();
        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("active_sessions " + (double) during));

        twilio.call("/api/voice/status", DEMO_NUMBER, Map.of("CallStatus", "in-progress", "SequenceNumber", "1"));
        twilio.call("/api/voice/status", DEMO_NUMBER, Map.of("CallStatus", "completed", "SequenceNumber", "2"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.find(twilio.callSid)).isEmpty());
        assertThat(sessions.count()).isEqualTo(during - 1);
    }

    @Test
    @Requirement("R-WEB-21")
    void withoutRedisCallsGoOnAndAreCountedAgainLater() throws Exception {
        twilio.call("/api/voice/incoming", DEMO_NUMBER, Map.of());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.find(twilio.callSid)).isPresent());
        var other = new TwilioCaller(service);
        world.stack.stop("redis");

        var goesOn = twilio.call("/api/voice/gather?turn=1", DEMO_NUMBER, Map.of("Digits", "1"));
        var begins = other.call("/api/voice/incoming", DEMO_NUMBER, Map.of());

        assertThat(goesOn.status()).isEqualTo(200);
        assertThat(goesOn.verbs()).isNotEmpty();
        assertThat(begins.verbs()).contains("Gather");
        problem(operator().post("/api/session/start").then(), 503, "SESSIONS_UNAVAILABLE")
                .header("Retry-After", "2");
        problem(operator().get("/api/session/" + other.callSid).then(), 503, "SESSIONS_UNAVAILABLE");
        problem(operator().post("/api/session/cleanup").then(), 503, "SESSIONS_UNAVAILABLE");

        world.stack.start("redis");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(store.find(other.callSid)).isPresent());
    }

    @Test
    @Requirement({"R-WEB-22", "R-LOG-06"})
    void theCleanUpRemovesWhatIsTooOldOrWouldNeverEndAndNothingElse() throws Exception {
        var young = begun();
        var old = begun();
        var endless = begun();
        var gone = begun();
        began(old, millisAgo(DAY_MS + 1_000));
        began(young, millisAgo(DAY_MS - 60_000));
        redis.key().persist("sess:" + endless);
        redis.key().del("sess:" + gone);
        redis.value(String.class).set("sess:not-ours", "x");
        redis.value(String.class).set("tts:kept", "x");
        operator().post("/api/session/cleanup").then().statusCode(200);
        // The first may have removed what other tests left behind; what the second removes was planted here.
        began(begun(), millisAgo(DAY_MS + 1_000));

        try (var lines = LinesSeen.from()) {
            operator()
                    .post("/api/session/cleanup")
                    .then()
                    .statusCode(200)
                    .body("removed", equalTo(1))
                    .body("$", hasKey("active_sessions"));

            assertThat(lines.containing("\"message\":\"session_cleanup\""))
                    .singleElement()
                    .asString()
                    .contains("\"removed\":1", "\"duration_ms\":");
        }
        assertThat(store.find(young)).isPresent();
        assertThat(store.find(old)).isEmpty();
        assertThat(redis.key().exists("sess:" + endless)).isFalse();
        assertThat(redis.key().exists("sess:not-ours")).isFalse();
        assertThat(redis.key().exists("tts:kept")).isTrue();
        assertThat(redis.sortedSet(String.class).zscore(SessionScripts.INDEX, gone))
                .isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(EventsSeen.on(world.stack, Topic.AUDIT, "dev-operator").stream()
                                .map(CloudEvent::data)
                                .map(ChangeRecorded.class::cast))
                        .anyMatch(change -> change.resource().equals("session")
                                && change.action().equals("CLEAN_UP")));
    }

    @Test
    @Requirement("R-WEB-22")
    void onlyOneReplicaCleansUpAndOnlyWhenADayHasPassed() throws Exception {
        assertThat(store.takeTurn("another-replica", Duration.ofMinutes(1), Duration.ZERO))
                .isEqualTo(SessionStore.Turn.OURS);

        problem(operator().post("/api/session/cleanup").then(), 409, "CLEANUP_RUNS");
        store.endTurn("somebody-else", true);
        problem(operator().post("/api/session/cleanup").then(), 409, "CLEANUP_RUNS");
        store.endTurn("another-replica", true);

        assertThat(store.takeTurn("us", Duration.ofMinutes(1), Duration.ofDays(1)))
                .isEqualTo(SessionStore.Turn.EARLY);
        operator().post("/api/session/cleanup").then().statusCode(200);
    }

    @Test
    @Requirement({"R-WEB-23", "R-LOG-06"})
    void theNumberIsLoggedAgainAndAgain() {
        try (var lines = LinesSeen.from()) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(lines.containing("\"message\":\"active_sessions\""))
                            .first()
                            .asString()
                            .containsPattern("\"active_sessions\":\\d+"));
        }
    }

    private void began(String id, String millis) {
        redis.value(String.class).set("sess:" + id, millis + " web ", new SetArgs().keepttl());
    }

    private String millisAgo(long millis) {
        return String.valueOf(clock.millis() - millis);
    }

    private static String begun() {
        return operator()
                .post("/api/session/start")
                .then()
                .statusCode(200)
                .extract()
                .path("session_id");
    }

    private static RequestSpecification operator() {
        return given().urlEncodingEnabled(false).header("X-API-Key", "dev-operator-key");
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("$", hasKey("request_id"));
    }
}
