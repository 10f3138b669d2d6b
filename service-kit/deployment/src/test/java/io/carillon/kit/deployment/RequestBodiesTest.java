package io.carillon.kit.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.test.common.http.TestHTTPResource;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of every size and speed, as any service of ours gets them. */
class RequestBodiesTest {

    private static final int LARGEST = 1_000;

    @RegisterExtension
    static final QuarkusUnitTest APP = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Echo.class))
            .overrideConfigKey("quarkus.application.name", "sample-service")
            .overrideConfigKey("quarkus.application.version", "1.2.3")
            .overrideConfigKey("quarkus.http.limits.max-body-size", String.valueOf(LARGEST))
            .overrideConfigKey("carillon.kit.body-time", "1s")
            .overrideConfigKey("CARILLON_ENV", "local")
            .overrideConfigKey("KAFKA_BROKERS", "127.0.0.1:1");

    @TestHTTPResource("/echo/")
    URI echo;

    /** Says how long the body was, on each kind of thread. */
    @Path("/echo")
    public static class Echo {

        @POST
        @Path("/event-loop")
        @NonBlocking
        public int onEventLoop(byte[] body) {
            return body.length;
        }

        @POST
        @Path("/worker")
        public int onWorker(byte[] body) {
            return body.length;
        }

        @POST
        @Path("/virtual")
        @RunOnVirtualThread
        public int onVirtualThread(byte[] body) {
            return body.length;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "worker", "virtual"})
    void aBodyUpToTheLimitArrivesOnEveryKindOfThread(String thread) throws Exception {
        for (int size : List.of(0, 1, LARGEST)) {
            for (var publisher : publishers(size)) {
                var answer = post(thread, publisher);

                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(String.valueOf(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "worker", "virtual", "nowhere"})
    @Requirement("R-SEC-15")
    void aByteMoreIsRefusedAsAProblemWithTheRequestsId(String thread) throws Exception {
        for (var publisher : publishers(LARGEST + 1)) {
            var answer = post(thread, publisher);

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"TOO_LARGE\"", "\"request_id\":\"call-42\"");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void aBodyThatComesInPiecesArrivesWhole() throws Exception {
        try (var socket = new Socket(echo.getHost(), echo.getPort())) {
            send(socket, head("worker", 30));
            for (int i = 0; i < 3; i++) {
                send(socket, "0123456789");
            }

            assertThat(answer(socket)).startsWith("HTTP/1.1 200 ").endsWith("30");
        }
    }

    @Test
    @Requirement("R-SEC-15")
    void aBodyThatStopsComingIsRefusedAfterItsTimeAndItsConnectionClosed() throws Exception {
        try (var socket = new Socket(echo.getHost(), echo.getPort())) {
            send(socket, head("virtual", 30) + "0123456789");

            // To its end: the service closes.
            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json")
                    .contains("\"code\":\"TOO_SLOW\"", "\"request_id\":\"call-42\"");
        }
    }

    private static List<BodyPublisher> publishers(int size) {
        var body = "x".repeat(size).getBytes(ISO_8859_1);
        return List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private HttpResponse<String> post(String thread, BodyPublisher body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(echo.resolve(thread))
                    .header("Content-Type", "application/octet-stream")
                    .header("X-Request-Id", "call-42")
                    .timeout(Duration.ofSeconds(30))
                    .POST(body)
                    .build();
            return http.send(request, BodyHandlers.ofString());
        }
    }

    private static String head(String thread, int length) {
        return """
                POST /echo/%s HTTP/1.1\r
                Host: localhost\r
                X-Request-Id: call-42\r
                Content-Type: application/octet-stream\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(thread, length);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.setTcpNoDelay(true);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private static String answer(Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        return new String(new BufferedInputStream(socket.getInputStream()).readAllBytes(), ISO_8859_1);
    }
}
