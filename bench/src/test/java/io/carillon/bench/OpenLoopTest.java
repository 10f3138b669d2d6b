package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private static final Duration STALL = Duration.ofMillis(300);

    private final AtomicInteger served = new AtomicInteger();
    private volatile int stalledAt = -1;
    private volatile String answer = "good";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (served.getAndIncrement() == stalledAt) {
                var until = System.nanoTime() + STALL.toNanos();
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
            var body = answer.getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestIsSentOnceAndAtItsTime() throws IOException {
        // Given 100 requests over four connections at 500 a second
        var begun = System.nanoTime();

        // When
        var seen = drive(100, 4);

        // Then
        assertThat(served).hasValue(100);
        assertThat(seen.errors()).isZero();
        assertThat(seen.times().size()).isEqualTo(100);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(190));
    }

    @Test
    void aStallIsSeenByAllWhoWouldHaveMetIt() throws IOException {
        // Given one connection, and the fifth of 50 requests is held up
        stalledAt = 5;

        // When
        var seen = drive(50, 1);

        // Then those behind it count from when they were meant to be sent, not from when they were
        assertThat(seen.times().greatest()).isGreaterThan(STALL);
        assertThat(seen.times().percentile(50)).isGreaterThan(Duration.ofMillis(100));
    }

    @Test
    void anAnswerThatIsNotAsItShouldBeIsAnError() throws IOException {
        answer = "sorry";
        server.removeContext("/");
        server.createContext("/", exchange -> {
            answer = served.get() < 5 ? "good" : "sorry";
            serve(exchange);
        });

        assertThat(drive(10, 1).errors()).isEqualTo(5);
    }

    private OpenLoop.Seen drive(int count, int connections) throws IOException {
        var port = server.getAddress().getPort();
        var requests =
                Collections.nCopies(count, "GET / HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return OpenLoop.drive(port, requests, 500, connections, answer -> answer.endsWith("good"));
    }
}
