package io.carillon.stack.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.stack.server.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a bare socket: a client library would tidy up the very things that must pass untouched. */
class FrontDoorTest {

    private static final String TABLE = """
            routes:
              - {path: /echo/**, owner: echo, auth: open}
              - {path: /stream, owner: echo, auth: open, streaming: true}
              - {path: /gone, owner: gone, auth: open}
              - {path: /half, owner: half, auth: open}
            """;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<HttpServerRequest> open = new AtomicReference<>();
    private final CompletableFuture<String> firstChunk = new CompletableFuture<>();
    private int closedPort;
    private int door;

    @BeforeEach
    void open() {
        HttpServer echo = vertx.createHttpServer()
                .requestHandler(this::upstream)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var free = Ports.free(RandomGenerator.getDefault());
        closedPort = free.base() + 1;
        door = free.base();
        Upstreams upstreams = service -> switch (service) {
            case "echo" -> List.of(echo.actualPort());
            case "half" -> List.of(closedPort, echo.actualPort());
            default -> List.of(closedPort);
        };
        new FrontDoor(vertx, Routes.parse(TABLE, Set.of("echo", "gone", "half")), upstreams).listen("127.0.0.1", door);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Says what reached it; under /stream it sends one chunk and leaves the rest to the test. */
    private void upstream(HttpServerRequest request) {
        if (request.path().equals("/stream")) {
            open.set(request);
            request.handler(chunk -> firstChunk.complete(chunk.toString()));
            request.response().setChunked(true).write("event: one\n");
            return;
        }
        request.body().onSuccess(body -> {
            var headers = new JsonObject();
            request.headers()
                    .forEach(header ->
                            headers.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
            var said = new JsonObject()
                    .put("method", request.method().name())
                    .put("target", request.uri())
                    .put("headers", headers)
                    .put("body", body.toString());
            request.response().putHeader("X-Upstream", "yes").setStatusCode(207).end(said.encode());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/a%20b?x=%27y%27&x=1&empty=&+",
                "/echo//double/../dots?q='quoted'",
                "/echo/%2Fslash%2e?a=b?c&d=%c3%a9",
                "/echo?"
            })
    void theTargetArrivesAsItWasSent(String target) throws IOException {
        var answer = talk("GET " + target + " HTTP/1.1\r\nHost: clinic.example\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().getString("target")).isEqualTo(target);
    }

    @Test
    void bodyAndHeadersGoBothWays() throws IOException {
        var answer = talk(
                "POST /echo/form HTTP/1.1\r\nHost: clinic.example\r\nX-Twilio-Signature: s=\r\nContent-Length: 7\r\nConnection: close\r\n\r\na=%20&b");

        assertThat(answer.json().getString("body")).isEqualTo("a=%20&b");
        assertThat(answer.json().getJsonObject("headers").getString("x-twilio-signature"))
                .isEqualTo("s=");
        assertThat(answer.json().getJsonObject("headers").getString("host")).isEqualTo("clinic.example");
        assertThat(answer.head()).anyMatch("x-upstream: yes"::equalsIgnoreCase);
    }

    @Test
    void forwardedHeadersAreAppendedAndNothingIsReplaced() throws IOException {
        var answer = talk("""
                GET /echo HTTP/1.1
                Host: clinic.example
                X-Forwarded-For: 203.0.113.7
                X-Forwarded-Proto: https
                Connection: close

                """.replace("\n", "\r\n"));

        var headers = answer.json().getJsonObject("headers");
        assertThat(headers.getString("x-forwarded-for")).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(headers.getString("x-forwarded-proto")).isEqualTo("https, http");
        assertThat(headers.getString("x-forwarded-host")).isEqualTo("clinic.example");
    }

    @Test
    void bothBodiesStreamWithoutWaitingForTheirEnd() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door)) {
            socket.setSoTimeout(10_000);
            var out = socket.getOutputStream();
            out.write("POST /stream HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var in = new BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(firstChunk.join()).as("of a request that has not ended").isEqualTo("first");
            assertThat(in.lines().filter(line -> line.startsWith("event: one")).findFirst())
                    .as("of an answer that has not ended")
                    .isPresent();
            open.get().response().write("event: two\n");
            assertThat(in.lines().filter(line -> line.startsWith("event: two")).findFirst())
                    .isPresent();
        }
    }

    @Test
    void anUnknownPathIsAProblem() throws IOException {
        var answer = talk("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head()).anyMatch("content-type: application/problem+json"::equalsIgnoreCase);
    }

    @Test
    void aServiceThatIsDownIsABadGateway() throws IOException {
        var answer = talk("GET /gone HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().getString("detail")).isEqualTo("gone cannot be reached");
    }

    @Test
    void anotherReplicaTakesWhatTheFirstDoesNotConnectTo() throws IOException {
        var answer = talk("POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");

        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.json().getString("body")).isEqualTo("body");
    }

    private record Answer(List<String> head, String body) {
        int status() {
            return Integer.parseInt(head.getFirst().split(" ")[1]);
        }

        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private Answer talk(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), door)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var parts = text.split("\r\n\r\n", 2);
            return new Answer(new ArrayList<>(List.of(parts[0].split("\r\n"))), parts[1]);
        }
    }
}
