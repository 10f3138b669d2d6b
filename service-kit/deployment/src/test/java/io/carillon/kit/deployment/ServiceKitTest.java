package io.carillon.kit.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.health.Serviceability;
import io.carillon.kit.log.JsonLineFormatter;
import io.carillon.kit.log.SlowLog;
import io.carillon.kit.problem.ProblemException;
import io.carillon.traceability.Requirement;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kit as a service wears it, over HTTP. Kafka is absent, which no answer may depend on. */
class ServiceKitTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Sample.class, Mood.class))
            .overrideConfigKey("quarkus.application.name", "sample-service")
            .overrideConfigKey("quarkus.application.version", "1.2.3")
            .overrideConfigKey("CARILLON_ENV", "local")
            .overrideConfigKey("KAFKA_BROKERS", "127.0.0.1:1");

    @TestHTTPResource("/sample/worked")
    URI worked;

    @Inject
    ServiceToken tokens;

    @Inject
    Mood mood;

    /** What a client may send. */
    public record Order(String item, int count) {}

    /** Three rooms with three locks, and one where the roof comes down. */
    @Path("/sample")
    public static class Sample {

        @Inject
        Caller caller;

        @GET
        @Path("/seen/{id}")
        @Requires(Role.VIEWER)
        public Map<String, String> seen(@PathParam("id") String id) {
            return Map.of(
                    "id",
                    id,
                    "by",
                    caller.name(),
                    "clinic",
                    caller.clinic().map(UUID::toString).orElse("-"));
        }

        @POST
        @Path("/worked")
        @Requires(Role.OPERATOR)
        public Order worked(Order order) {
            return order;
        }

        @POST
        @Path("/cleared")
        @Requires(Role.ADMIN)
        public String cleared() {
            return "cleared";
        }

        @GET
        @Path("/broken")
        public String broken() {
            throw new IllegalStateException("secret inner words");
        }

        @GET
        @Path("/late")
        public CompletionStage<String> late() {
            return CompletableFuture.supplyAsync(
                    () -> "late", CompletableFuture.delayedExecutor(2_100, TimeUnit.MILLISECONDS));
        }

        @GET
        @Path("/refused")
        public String refused() {
            throw new ProblemException(409, "SLOT_OVERLAP", "Slot taken", "Taken; choose another.")
                    .with("doctorId", "doctor-1")
                    .withHeader("Retry-After", "3");
        }
    }

    /** Serves, or says why not. */
    @ApplicationScoped
    public static class Mood implements Serviceability {
        private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());

        void turn(Optional<String> newReason) {
            reason.set(newReason);
        }

        @Override
        public Optional<String> reasonNotServing() {
            return reason.get();
        }
    }

    @AfterEach
    void serveAgain() {
        mood.turn(Optional.empty());
    }

    @Test
    @Requirement("R-HLTH-01")
    void healthHasExactlyItsFourFields() {
        var body = given().get("/health").then().statusCode(200).extract().jsonPath();

        assertThat(body.getMap("").keySet()).isEqualTo(Set.of("status", "timestamp", "uptime", "version"));
        assertThat(body.getString("status")).isEqualTo("ok");
        assertThat(body.getString("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(body.<Object>get("uptime")).isInstanceOf(Integer.class);
        assertThat(body.getString("version")).isEqualTo("1.2.3");
    }

    @Test
    void healthIs503WhileTheServiceCannotServeAndDoesNotSayWhy() {
        mood.turn(Optional.of("database unreachable at 10.0.0.7"));

        given().get("/health")
                .then()
                .statusCode(503)
                .body("status", equalTo("unavailable"))
                .body(not(containsString("10.0")));
    }

    @ParameterizedTest
    @Requirement("R-SEC-05")
    @CsvSource({
        "GET,/sample/seen/7,none,401",
        "GET,/sample/seen/7,wrong,401",
        "GET,/sample/seen/7,dev-viewer-key,200",
        "GET,/sample/seen/7,dev-operator-key,200",
        "GET,/sample/seen/7,dev-admin-key,200",
        "POST,/sample/cleared,none,401",
        "POST,/sample/cleared,wrong,401",
        "POST,/sample/cleared,dev-viewer-key,403",
        "POST,/sample/cleared,dev-operator-key,403",
        "POST,/sample/cleared,dev-admin-key,200",
        "GET,/health,none,200",
        "GET,/metrics,none,200",
    })
    void everyPathAsksForItsRoleByEitherHeader(String method, String path, String key, int expected) {
        var byHeader = given();
        var byBearer = given();
        if (!key.equals("none")) {
            byHeader.header("X-API-Key", key);
            byBearer.header("Authorization", "Bearer " + key);
        }

        byHeader.request(method, path).then().statusCode(expected);
        byBearer.request(method, path).then().statusCode(expected);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1,10", "HTTP_1_1,20000", "HTTP_2,10", "HTTP_2,20000"})
    void aBodyArrivesHoweverItIsSent(HttpClient.Version version, int size) throws Exception {
        var order = "{\"item\":\"%s\",\"count\":3}".formatted("x".repeat(size));
        var ways = List.of(
                HttpRequest.newBuilder(worked).POST(BodyPublishers.ofString(order)),
                HttpRequest.newBuilder(worked)
                        .POST(BodyPublishers.ofString(order))
                        .expectContinue(true),
                HttpRequest.newBuilder(worked)
                        .POST(BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(order.getBytes(StandardCharsets.UTF_8)))));
        try (var http = HttpClient.newBuilder().version(version).build()) {
            for (var way : ways) {
                way.header("Content-Type", "application/json").header("X-API-Key", "dev-operator-key");
                for (int time = 0; time < 3; time++) {
                    assertThat(http.send(way.build(), BodyHandlers.ofString()).body())
                            .isEqualTo(order);
                }
            }
        }
    }

    @Test
    void anotherServiceSpeaksForItsClinic() {
        var clinic = UUID.fromString("00000000-0000-4000-8000-000000000001");
        var token = tokens.header(clinic);

        given().header(ServiceToken.HEADER, token)
                .get("/sample/seen/7")
                .then()
                .statusCode(200)
                .body("by", equalTo("sample-service"))
                .body("clinic", equalTo(clinic.toString()));
        var forged = token.replace("000000000001", "000000000002");
        given().header(ServiceToken.HEADER, forged).get("/sample/seen/7").then().statusCode(401);
        given().header(ServiceToken.HEADER, "rubbish")
                .get("/sample/seen/7")
                .then()
                .statusCode(401);
    }

    @Test
    void aRefusalIsAProblemWithItsCodeAndRequestId() {
        isProblem(
                        given().header("X-Request-Id", "call-42")
                                .get("/sample/refused")
                                .then(),
                        409,
                        "SLOT_OVERLAP")
                .body("request_id", equalTo("call-42"))
                .body("doctorId", equalTo("doctor-1"))
                .header("X-Request-Id", "call-42")
                .header("Retry-After", "3");
    }

    @Test
    void anUnexpectedExceptionTellsNothingOfItself() {
        isProblem(given().get("/sample/broken").then(), 500, "INTERNAL")
                .body("$", hasKey("request_id"))
                .body(not(containsString("secret inner words")))
                .body(not(containsString("Exception")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"item\":            | application/json | 400 | VALIDATION",
                "{\"item\":\"a\",\"count\":\"x\"} | application/json | 400 | VALIDATION",
                "[1,2]                 | application/json | 400 | VALIDATION",
                "item=a                | text/csv         | 415 | UNSUPPORTED_MEDIA_TYPE",
            })
    void aBadBodyIsTheClientsToMend(String body, String type, int status, String code) {
        isProblem(
                given().header("X-API-Key", "dev-operator-key")
                        .contentType(type)
                        .body(body)
                        .post("/sample/worked")
                        .then(),
                status,
                code);
    }

    @Test
    void unknownPathsAndMethodsAreProblemsToo() {
        isProblem(given().get("/sample/nothing").then(), 404, "NOT_FOUND");
        isProblem(
                given().header("X-API-Key", "dev-admin-key")
                        .delete("/sample/cleared")
                        .then(),
                405,
                "METHOD_NOT_ALLOWED");
    }

    @Test
    @Requirement("R-LOG-04")
    void aRequestIdThatCouldForgeALineIsReplaced() {
        var answered = given().header("X-Request-Id", "a b{\"level\":\"ERROR\"}")
                .get("/health")
                .then()
                .extract()
                .header("X-Request-Id");

        assertThat(answered).matches("[0-9a-f-]{36}");
    }

    @Test
    @Requirement("R-LOG-05")
    void aRequestThatTakesMoreThanTwoSecondsIsASlowOne() {
        try (var lines = new Lines()) {
            given().header("X-Request-Id", "call-43").get("/sample/late").then().statusCode(200);
            given().get("/sample/refused").then().statusCode(409);

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(lines.of("slow"))
                            .singleElement()
                            .asString()
                            .contains("\"message\":\"slow request\"", "\"request_id\":\"call-43\"", "/sample/late")
                            .containsPattern("\"duration_ms\":2[1-9]\\d\\d,"));
        }
    }

    @Test
    @Requirement("R-LOG-05")
    void aCallToSomebodyOutsideIsSlowAfterFiveSeconds() {
        try (var lines = new Lines()) {
            SlowLog.outside("twilio", Duration.ofMillis(5_001));
            SlowLog.outside("twilio", Duration.ofMillis(5_000));

            assertThat(lines.of("slow"))
                    .singleElement()
                    .asString()
                    .contains("slow call to twilio", "\"duration_ms\":5001,");
        }
    }

    @Test
    @Requirement({"R-LOG-04", "R-LOG-07"})
    void anErrorHasItsRequestsIdInOneLineAndNoSecretOfItsPath() {
        try (var lines = new Lines()) {
            given().header("X-Request-Id", "call-44")
                    .get("/sample/broken")
                    .then()
                    .statusCode(500);
            given().header("X-API-Key", "dev-viewer-key")
                    .header("X-Request-Id", "call-45")
                    .get("/sample/seen/+15555550123")
                    .then()
                    .statusCode(200);

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(lines.of("call-45")).anyMatch(line -> line.contains("/sample/seen/*0123")));
            assertThat(lines.of("\"level\":\"ERROR\""))
                    .allMatch(line -> line.contains("\"request_id\":\"call-44\""))
                    .allMatch(line -> line.indexOf('\n') == line.length() - 1)
                    .isNotEmpty();
            assertThat(lines.of("5555550123")).isEmpty();
            assertThat(lines.of("dev-viewer-key")).isEmpty();
        }
    }

    /** What is logged while it is open, as it would be printed. */
    private static final class Lines implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final ExtHandler handler = new ExtHandler() {
            private final JsonLineFormatter formatter = new JsonLineFormatter("sample-service");

            @Override
            protected void doPublish(ExtLogRecord line) {
                lines.add(formatter.format(line));
            }
        };

        Lines() {
            Logger.getLogger("").addHandler(handler);
        }

        List<String> of(String text) {
            return lines.stream().filter(line -> line.contains(text)).toList();
        }

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(handler);
        }
    }

    @Test
    @Requirement("R-HLTH-05")
    void metricsCarryRequestsByRouteWithBuckets() {
        given().header("X-API-Key", "dev-viewer-key")
                .get("/sample/seen/123456")
                .then()
                .statusCode(200);

        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("http_server_requests_seconds_bucket"))
                .body(containsString("uri=\"/sample/seen/{id}\""))
                .body(not(containsString("123456")));
    }

    @Test
    void aMadeUpMethodMakesNoSeriesOfItsOwn() {
        given().request("MADEUP", "/health").then().statusCode(405);

        given().get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("method=\"OTHER\""))
                .body(not(containsString("MADEUP")));
    }

    private static ValidatableResponse isProblem(ValidatableResponse response, int status, String code) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("$", hasKey("detail"))
                .body("$", hasKey("title"));
    }
}
