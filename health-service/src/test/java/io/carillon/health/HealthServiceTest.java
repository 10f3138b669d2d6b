package io.carillon.health;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.events.HealthEvent;
import io.carillon.events.HealthEvent.Outcome;
import io.carillon.events.HealthEvent.ProbeChecked;
import io.carillon.events.HealthEvent.ProbeStateChanged;
import io.carillon.events.Topic;
import io.carillon.kit.config.DatabaseUrl;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.carillon.stack.client.TestStack;
import io.carillon.traceability.Requirement;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The running service against real servers that are broken one by one. Bodies are compared as whole text. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class HealthServiceTest {

    private static final TestStack STACK = StackResource.stack();
    private static final List<String> STAND_INS =
            List.of("twilio", "google-tts", "openai", "groq", "elevenlabs", "qdrant");
    private static final String METRICS =
            "\"metrics\":\\{\"response_time_p95\":\"\\d+ms\",\"error_rate\":\"\\d+\\.\\d\\d%\",\"active_sessions\":\\d+}";
    private static final Locale USUAL = Locale.getDefault();

    @Inject
    EventConsumers consumers;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "DATABASE_URL")
    String databaseUrl;

    @BeforeEach
    void allIsWell() {
        Locale.setDefault(Locale.FRANCE);
        await("all probes up")
                .atMost(60, SECONDS)
                .until(() -> body("/health/full").contains("\"healthy\""));
    }

    @AfterEach
    void repair() {
        Locale.setDefault(USUAL);
        STAND_INS.forEach(name -> STACK.fault(name, "ok", 0));
        STACK.start("postgres");
        STACK.start("redis");
        STACK.start("kafka");
    }

    @Test
    @Requirement("R-HLTH-01")
    void health_has_exactly_four_fields() {
        assertThat(get("/health", 200))
                .matches("\\{\"status\":\"ok\",\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"uptime\":\\d+,\"version\":\"\\d+\\.\\d+\\.\\d+\"}");
    }

    @Test
    @Requirement("R-HLTH-02")
    void the_database_counts_the_connections_that_are_held() throws Exception {
        var held = new ArrayList<Connection>();
        try {
            for (var i = 0; i < 3; i++) {
                held.add(hold());
            }
            var body = get("/health/database", 200);

            assertThat(body)
                    .matches("\\{\"status\":\"connected\",\"latency\":\"\\d+ms\","
                            + "\"connections\":\\{\"active\":\\d+,\"idle\":\\d+,\"total\":\\d+}}");
            var counts = given().get("/health/database").jsonPath();
            assertThat(counts.getInt("connections.active")).isGreaterThanOrEqualTo(3);
            assertThat(counts.getInt("connections.total"))
                    .isEqualTo(counts.getInt("connections.active") + counts.getInt("connections.idle"));
        } finally {
            for (var connection : held) {
                connection.close();
            }
        }
    }

    @Test
    @Requirement("R-HLTH-02")
    void a_database_that_is_gone_or_frozen_is_told_within_two_seconds() {
        STACK.stop("postgres");
        assertDatabaseDisconnected();
        STACK.start("postgres");
        await().atMost(10, SECONDS).until(() -> given().get("/health/database").statusCode() == 200);

        STACK.pause("postgres");
        assertDatabaseDisconnected();
        STACK.start("postgres");
        await().atMost(10, SECONDS).until(() -> given().get("/health/database").statusCode() == 200);
    }

    private static void assertDatabaseDisconnected() {
        var answer = given().get("/health/database");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString())
                .matches("\\{\"status\":\"disconnected\",\"latency\":\"\\d+ms\",\"connections\":null}");
        assertThat(answer.time()).isLessThan(2_000);
    }

    @Test
    @Requirement("R-HLTH-03")
    void redis_counts_its_keys_and_writes_a_dot_in_france() throws Exception {
        var before = given().get("/health/redis").jsonPath().getLong("keys");
        var prefix = "health-test:" + UUID.randomUUID() + ":";
        var redis = Redis.createClient(vertx, STACK.redisUrl());
        try {
            for (var i = 0; i < 7; i++) {
                send(redis, Request.cmd(Command.SET).arg(prefix + i).arg("x"));
            }
            assertThat(get("/health/redis", 200))
                    .matches("\\{\"status\":\"connected\",\"latency\":\"\\d+ms\",\"memory\":\"\\d+\\.\\dMB\",\"keys\":"
                            + (before + 7) + "}");
        } finally {
            for (var i = 0; i < 7; i++) {
                send(redis, Request.cmd(Command.DEL).arg(prefix + i));
            }
            redis.close();
        }
    }

    @Test
    void a_redis_that_is_gone_or_frozen_is_told_within_two_seconds() {
        STACK.stop("redis");
        assertRedisDisconnected();
        STACK.start("redis");
        await().atMost(10, SECONDS).until(() -> given().get("/health/redis").statusCode() == 200);

        STACK.pause("redis");
        assertRedisDisconnected();
    }

    private static void assertRedisDisconnected() {
        var answer = given().get("/health/redis");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.asString())
                .matches("\\{\"status\":\"disconnected\",\"latency\":\"\\d+ms\",\"memory\":null,\"keys\":null}");
        assertThat(answer.time()).isLessThan(2_000);
    }

    @Test
    @Requirement("R-HLTH-04")
    void full_has_exactly_the_seeds_fields_and_real_figures() {
        assertThat(get("/health/full", 200))
                .matches(
                        "\\{\"status\":\"healthy\",\"checks\":\\{\"database\":\"ok\",\"redis\":\"ok\",\"twilio\":\"ok\","
                                + "\"google_tts\":\"ok\",\"openai\":\"ok\"}," + METRICS + "}");
        // This very service answered requests, so its own metric windows must show up here.
        await("traffic").atMost(30, SECONDS).until(() -> !body("/health/full").contains("_p95\":\"0ms\""));
    }

    @Test
    @Requirement("R-HLTH-06")
    void api_health_has_exactly_the_seeds_fields() {
        assertThat(get("/api/health", 200))
                .matches("\\{\"status\":\"healthy\",\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\","
                        + "\"services\":\\{\"groq\":\"healthy\",\"elevenlabs\":\"healthy\",\"qdrant\":\"healthy\","
                        + "\"database\":\"healthy\"}}");
        assertThat(get("/health/lb", 200)).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest
    @CsvSource({"twilio, twilio", "google-tts, google_tts", "openai, openai"})
    @Requirement("R-HLTH-04")
    void one_service_down_is_the_only_check_that_is_not_ok(String standIn, String check) {
        STACK.fault(standIn, "down", 0);

        await().atMost(10, SECONDS).until(() -> body("/health/full").contains("\"" + check + "\":\"failed\""));
        var answer = given().get("/health/full");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("degraded");
        assertThat(answer.jsonPath().<String, String>getMap("checks"))
                .hasSize(5)
                .allSatisfy((name, word) -> assertThat(word).isEqualTo(name.equals(check) ? "failed" : "ok"));
    }

    @Test
    @Requirement("R-HLTH-06")
    void qdrant_down_leaves_the_database_healthy() {
        STACK.fault("qdrant", "error", 0);

        await().atMost(10, SECONDS).until(() -> body("/api/health").contains("\"qdrant\":\"unhealthy\""));
        assertThat(get("/api/health", 200)).contains("\"status\":\"degraded\"", "\"database\":\"healthy\"");
    }

    @Test
    @Requirement("R-HLTH-11")
    void a_service_that_takes_20_seconds_slows_no_answer() {
        STACK.fault("openai", "slow", 20_000);

        await().atMost(10, SECONDS).until(() -> {
            var answer = given().get("/health/full");
            assertThat(answer.time()).isLessThan(1_000);
            return answer.asString().contains("\"openai\":\"failed\"");
        });
        var probe = probe("openai");
        assertThat(probe.getString("reason")).isEqualTo("timeout");
        assertThat(probe.getString("checkedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void wrong_credentials_are_told_apart_from_a_host_that_does_not_answer() throws Exception {
        var seen = new CopyOnWriteArrayList<HealthEvent>();
        try (var _ = follow(seen)) {
            STACK.fault("twilio", "unauthorized", 0);
            STACK.fault("groq", "down", 0);
            STACK.fault("openai", "slow", 20_000);
            STACK.fault("elevenlabs", "rate-limited", 0);

            await().atMost(20, SECONDS).untilAsserted(() -> {
                assertThat(reasons(seen, "twilio")).contains("unauthorized").doesNotContain("timeout");
                assertThat(reasons(seen, "groq")).containsAnyOf("refused", "reset");
                assertThat(reasons(seen, "openai")).contains("timeout");
                assertThat(reasons(seen, "elevenlabs")).contains("rate-limited");
                assertThat(reasons(seen, "qdrant")).isEmpty();
            });
        }
    }

    @Test
    void a_change_of_state_is_an_event_after_as_many_failures_as_the_pack_says() throws Exception {
        var seen = new CopyOnWriteArrayList<HealthEvent>();
        try (var _ = follow(seen)) {
            STACK.stop("postgres");
            await().atMost(20, SECONDS).until(() -> changes(seen, "postgres").contains(Outcome.DOWN));
            STACK.start("postgres");
            await().atMost(20, SECONDS).until(() -> changes(seen, "postgres").contains(Outcome.UP));

            assertThat(changes(seen, "postgres")).containsExactly(Outcome.DOWN, Outcome.UP);
            assertThat(seen)
                    .filteredOn(event -> event.probe().equals("postgres"))
                    .filteredOn(ProbeStateChanged.class::isInstance)
                    .first()
                    .isInstanceOfSatisfying(ProbeStateChanged.class, change -> {
                        assertThat(change.from()).isEqualTo(Outcome.UP);
                        assertThat(change.reason()).isNotNull();
                    });
            assertThat(checksBeforeFirstChange(seen, "postgres")).isEqualTo(2);
        }
    }

    /** Every combination of (database, redis, outside), each one switch away from the one before. */
    @Test
    @Requirement({"R-HLTH-08", "R-HLTH-10", "R-EXT-12"})
    void the_truth_table_of_four_paths() {
        row(true, true, true, "healthy", 200);
        outside(false);
        row(true, true, false, "degraded", 200);
        STACK.stop("redis");
        row(true, false, false, "degraded", 200);
        outside(true);
        row(true, false, true, "degraded", 200);
        STACK.stop("postgres");
        row(false, false, true, "unhealthy", 503);
        outside(false);
        row(false, false, false, "unhealthy", 503);
        STACK.start("redis");
        row(false, true, false, "unhealthy", 503);
        outside(true);
        row(false, true, true, "unhealthy", 503);
    }

    private static void outside(boolean up) {
        STAND_INS.forEach(name -> STACK.fault(name, up ? "ok" : "down", 0));
    }

    private static void row(boolean database, boolean redis, boolean outside, String word, int status) {
        await("database %s, redis %s, outside %s".formatted(database, redis, outside))
                .atMost(20, SECONDS)
                .untilAsserted(() -> {
                    var full = given().get("/health/full");
                    var api = given().get("/api/health");
                    assertThat(full.jsonPath().getString("checks.database")).isEqualTo(database ? "ok" : "failed");
                    assertThat(full.jsonPath().getString("checks.redis")).isEqualTo(redis ? "ok" : "failed");
                    assertThat(full.jsonPath().getString("checks.twilio")).isEqualTo(outside ? "ok" : "failed");
                    assertThat(api.jsonPath().getString("services.groq")).isEqualTo(outside ? "healthy" : "unhealthy");
                    assertThat(statusAndWord(full)).isEqualTo(status + " " + word);
                    assertThat(statusAndWord(api)).isEqualTo(status + " " + word);
                    assertThat(statusAndWord(given().get("/health/lb")))
                            .isEqualTo(database ? "200 ok" : "503 unavailable");
                    // This service does its work without its database, so its own /health stays 200.
                    assertThat(statusAndWord(given().get("/health"))).isEqualTo("200 ok");
                });
    }

    @Test
    @Requirement("R-HLTH-16")
    void each_probe_names_its_status_page_to_those_with_a_key() {
        assertThat(given().get("/api/health/probes").statusCode()).isEqualTo(401);
        assertThat(probe("groq").getString("statusPage")).isEqualTo("https://status.groq.com/");
        assertThat(probe("twilio").getString("statusPage")).isEqualTo("https://status.twilio.com");
        assertThat(probe("postgres").getBoolean("required")).isTrue();
        assertThat(probe("invented-switchboard").getString("status")).isEqualTo("disabled");
    }

    @Test
    void kafka_down_leaves_every_answer_in_place() {
        STACK.stop("kafka");

        await().atMost(20, SECONDS)
                .until(() -> "unhealthy".equals(probe("kafka").getString("status")));
        var full = given().get("/health/full");
        assertThat(full.statusCode()).isEqualTo(200);
        assertThat(full.time()).isLessThan(1_000);
        assertThat(get("/health/database", 200)).contains("connected");
    }

    private AutoCloseable follow(List<HealthEvent> seen) {
        var ready = new CopyOnWriteArrayList<HealthEvent>();
        var following = consumers.start(
                "test-" + UUID.randomUUID(), Set.of(Topic.HEALTH), OffsetReset.LATEST, (event, brokerTime) -> {
                    if (event.data() instanceof HealthEvent health) {
                        ready.add(health);
                        seen.add(health);
                    }
                });
        await("events flow").atMost(30, SECONDS).until(() -> !ready.isEmpty());
        return following;
    }

    private static List<String> reasons(List<HealthEvent> seen, String probe) {
        return seen.stream()
                .filter(event -> event.probe().equals(probe))
                .filter(ProbeChecked.class::isInstance)
                .map(event -> ((ProbeChecked) event).reason())
                .filter(reason -> reason != null)
                .toList();
    }

    private static List<Outcome> changes(List<HealthEvent> seen, String probe) {
        return seen.stream()
                .filter(event -> event.probe().equals(probe))
                .filter(ProbeStateChanged.class::isInstance)
                .map(event -> ((ProbeStateChanged) event).to())
                .toList();
    }

    /** Failed checks up to the first change, which is what the pack's {@code failuresToDown} counts. */
    private static long checksBeforeFirstChange(List<HealthEvent> seen, String probe) {
        return seen.stream()
                .filter(event -> event.probe().equals(probe))
                .takeWhile(event -> !(event instanceof ProbeStateChanged))
                .filter(event -> event instanceof ProbeChecked checked && checked.outcome() == Outcome.DOWN)
                .count();
    }

    private Connection hold() throws Exception {
        var url = DatabaseUrl.parse("DATABASE_URL", databaseUrl);
        var connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        return connection;
    }

    private static void send(Redis redis, Request request) throws Exception {
        redis.send(request).toCompletionStage().toCompletableFuture().get(5, SECONDS);
    }

    private static JsonPath probe(String id) {
        var probes = given().header("X-API-Key", "dev-viewer-key")
                .get("/api/health/probes")
                .jsonPath();
        return probes.setRootPath("probes.find { it.id == '" + id + "' }");
    }

    private static String body(String path) {
        return given().get(path).asString();
    }

    private static String get(String path, int status) {
        var answer = given().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
        return answer.asString();
    }

    private static String statusAndWord(Response answer) {
        return answer.statusCode() + " " + answer.jsonPath().getString("status");
    }
}
