package io.carillon.webhook.intake;

import static io.carillon.webhook.World.DEMO_NUMBER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.events.CloudEvent;
import io.carillon.events.Topic;
import io.carillon.stack.door.FrontDoor;
import io.carillon.stack.door.Routes;
import io.carillon.traceability.Requirement;
import io.carillon.webhook.EventsSeen;
import io.carillon.webhook.RawConnection;
import io.carillon.webhook.RawConnection.Answer;
import io.carillon.webhook.StackResource;
import io.carillon.webhook.TwilioCaller;
import io.carillon.webhook.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that nobody means well with: each gets a clear answer, nothing is published, and the next caller notices nothing. */
@QuarkusTest
@QuarkusTestResource(StackResource.class)
class HostileRequestsTest {

    private static final String INCOMING = "/api/voice/incoming";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
    void theNextCallerNoticesNothing() {
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, twilio.callSid)).isEmpty();
        assertThat(twilio.call(INCOMING, DEMO_NUMBER, Map.of()).status()).isEqualTo(200);
    }

    @Test
    @Requirement("R-SEC-15")
    void whatIsNoFormIsRefusedWithAReason() {
        refused(form("Digits=%zz"), 400, "VALIDATION");
        refused(form("Digits=%C3%28"), 400, "VALIDATION");
        refused(form("Digits=\u00e9"), 400, "VALIDATION");
        refused(form("a=1&".repeat(1_001)), 400, "VALIDATION");
        refused(form("a=1&".repeat(10_000)), 400, "VALIDATION");
        refused(form("a=" + "x".repeat(256 * 1024)), 413, "TOO_LARGE");
        refused(form("a=" + "x".repeat(600 * 1024)), 413, "TOO_LARGE");
        refused(post(INCOMING, "{}", "application/json"), 415, "UNSUPPORTED_MEDIA_TYPE");
        refused(post(INCOMING, "CallSid=1", "text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    @Requirement("R-SEC-15")
    void signedJsonThatIsNoneOrTooDeepIsRefusedWithAReason() throws Exception {
        refused(signedJson("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000)), 400, "VALIDATION");
        refused(signedJson("{\"a\":\"\u00e9\"}"), 400, "VALIDATION");
        refused(signedJson("CallSid=1"), 400, "VALIDATION");
        refused(signedJson(""), 400, "VALIDATION");
    }

    /** Twilio signs a parameter that stands there twice once, so the signature of an overheard request fits it too. */
    @Test
    @Requirement({"R-SEC-15", "R-WEB-06"})
    void anOverheardRequestWithAParameterTwiceIsTheSameRequestAndNoNewOne() {
        var other = new TwilioCaller(service);
        var fields = other.fields(DEMO_NUMBER, Map.of("Digits", "1"));
        var first = other.signed(INCOMING, fields, Map.of());
        var twice = new ArrayList<>(fields);
        twice.addAll(fields);

        var second = other.signed(INCOMING, twice, Map.of());

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(EventsSeen.on(world.stack, Topic.CALLS, other.callSid).stream()
                        .map(CloudEvent::id)
                        .distinct())
                .hasSize(1);
        refused(
                post(INCOMING, "CallSid=" + twilio.callSid + "&CallSid=" + other.callSid, FORM),
                403,
                "INVALID_SIGNATURE");
    }

    @Test
    @Requirement("R-SEC-15")
    void everyPathThatTakesAFormOrJsonRefusesWhatIsNeither() {
        for (var path : List.of(
                "/api/voice/gather",
                "/api/voice/status",
                "/api/voice/recording",
                "/api/voice/dial",
                "/api/sms/incoming",
                "/api/sms/status",
                "/api/whatsapp/incoming")) {
            refused(post(path, "<CallSid/>", "application/xml"), 415, "UNSUPPORTED_MEDIA_TYPE");
            refused(post(path, "CallSid=%C3%28", FORM), 400, "VALIDATION");
            refused(post(path, "a=1&".repeat(10_000), FORM), 400, "VALIDATION");
        }
        refused(post("/api/vapi/webhook", "type=x", FORM), 415, "UNSUPPORTED_MEDIA_TYPE");
        for (var body :
                List.of("{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000), "{\"message\":\"\u00e9\"}", "[", "7")) {
            var heard = twilio.post(
                    "/api/vapi/webhook",
                    body.getBytes(ISO_8859_1),
                    "application/json",
                    Map.of("X-Vapi-Secret", "dev-vapi-secret"));
            refused(heard, 400, "VALIDATION");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void sessionsAreBegunWhateverTheBodyAndNotWithOneThatIsTooLarge() throws Exception {
        var key = Map.of("X-API-Key", "dev-operator-key");
        assertThat(twilio.post(
                                "/api/session/start",
                                "{\"a\":".repeat(1_000).getBytes(ISO_8859_1),
                                "application/json",
                                key)
                        .status())
                .isEqualTo(200);
        refused(twilio.post("/api/session/start", new byte[600 * 1024], "application/json", key), 413, "TOO_LARGE");
        try (var connection = new RawConnection(service, PATIENCE)) {
            connection.send(head("/api/session/start", "Content-Length: 1000", "X-API-Key: dev-operator-key"));
            connection.send("{");
            problem(connection.answer(), 408, "TOO_SLOW");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void aBodyThatIsTooLargeIsReadOnSoThatTheConnectionStaysGood() throws Exception {
        try (var connection = new RawConnection(service, PATIENCE)) {
            for (var path : List.of(INCOMING, "/api/vapi/webhook")) {
                connection.send(head(path, "Content-Length: 700000"));
                connection.send(new byte[700_000]);
                problem(connection.answer(), 413, "TOO_LARGE");
            }
            connection.send(head(INCOMING, "Transfer-Encoding: chunked"));
            for (int i = 0; i < 10; i++) {
                connection.send("10000\r\n" + "x".repeat(0x10000) + "\r\n");
            }
            connection.send("0\r\n\r\n");
            problem(connection.answer(), 413, "TOO_LARGE");

            connection.send("GET /api/webhook-health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(200);
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void whoeverSendsMegabytesIsToldAndThenCutOff() throws Exception {
        try (var connection = new RawConnection(service, PATIENCE)) {
            connection.send(head(INCOMING, "Content-Length: 1000000000"));
            var sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        connection.send(new byte[1_000_000]);
                    }
                } catch (IOException e) {
                    // The other side has closed, as it should.
                }
            });

            var answer = connection.answer();

            problem(answer, 413, "TOO_LARGE");
            assertThat(answer.headers()).containsEntry("connection", "close");
            sending.join();
        }
    }

    @Test
    void whoeverAsksBeforeSendingIsToldAtOnce() throws Exception {
        try (var connection = new RawConnection(service, PATIENCE)) {
            connection.send(head(INCOMING, "Content-Length: 700000", "Expect: 100-continue"));
            problem(connection.answer(), 413, "TOO_LARGE");
            assertThat(connection.closed()).isTrue();
        }
        try (var connection = new RawConnection(service, PATIENCE)) {
            connection.send(head(INCOMING, "Content-Length: 9", "Expect: 100-continue"));
            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send("CallSid=1");
            problem(connection.answer(), 403, "INVALID_SIGNATURE");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void aBodyThatDripsIsCutOffAfterItsTime() throws Exception {
        try (var connection = new RawConnection(service, PATIENCE)) {
            connection.send(head(INCOMING, "Content-Length: 100000"));
            connection.send("CallSid=" + "1".repeat(20_000));

            var answer = connection.answer();

            problem(answer, 408, "TOO_SLOW");
            assertThat(answer.headers()).containsEntry("connection", "close");
            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    void aHeadThatNeverEndsIsCutOff() throws Exception {
        try (var connection = new RawConnection(service, StackResource.IDLE_TIME.multipliedBy(3))) {
            connection.send("POST " + INCOMING + " HTTP/1.1\r\nHost: local");

            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void theFrontDoorAlwaysRelaysTheRefusal(@TempDir Path directory) throws Exception {
        var table = Files.writeString(
                directory.resolve("routes.yaml"),
                "routes:\n  - {path: /api/voice/**, owner: webhook-service, auth: twilio}\n");
        var vertx = Vertx.vertx();
        try {
            int port = freePort();
            new FrontDoor(vertx, Routes.read(table, Set.of("webhook-service")), owner -> List.of(service.getPort()))
                    .listen("127.0.0.1", port);
            var outside = new TwilioCaller(URI.create("http://127.0.0.1:" + port));
            var body = new byte[2_000_000];
            Arrays.fill(body, (byte) 'x');

            for (int i = 0; i < 25; i++) {
                refused(outside.post(INCOMING, body, FORM, Map.of()), 413, "TOO_LARGE");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private TwilioCaller.Heard form(String more) {
        return post(INCOMING, "CallSid=" + twilio.callSid + "&" + more, FORM);
    }

    private TwilioCaller.Heard post(String path, String body, String type) {
        return twilio.post(path, body.getBytes(ISO_8859_1), type, Map.of());
    }

    private TwilioCaller.Heard signedJson(String json) throws Exception {
        var body = json.getBytes(ISO_8859_1);
        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        return twilio.signedJson("/api/voice/events?call=" + twilio.callSid + "&bodySHA256=" + hash, body);
    }

    private static void refused(TwilioCaller.Heard heard, int status, String code) {
        assertThat(heard.status()).as(heard.text()).isEqualTo(status);
        assertThat(heard.contentType()).startsWith("application/problem+json");
        assertThat(heard.text()).contains("\"code\":\"" + code + "\"", "\"request_id\":");
    }

    private static void problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"request_id\":");
    }

    private static String head(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + FORM + "\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
