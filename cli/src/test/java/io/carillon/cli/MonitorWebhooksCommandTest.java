package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** Against a server that plays both the platform and Slack. */
@Timeout(60)
class MonitorWebhooksCommandTest {
    private static final String DATED = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final BlockingQueue<String> alerts = new LinkedBlockingQueue<>();
    private volatile int health = 200;
    private volatile int slack = 200;
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/webhook-health", exchange -> answer(exchange, health));
        server.createContext("/slack", exchange -> {
            // As it is now: whoever sees the alert may change it.
            int status = slack;
            alerts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, status);
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @Requirement("R-WEB-07")
    void aFailureIsADatedLineAndAnAlertAndTheExitCode() {
        health = 503;

        assertThat(run(Map.of("SLACK_WEBHOOK_URL", url + "/slack"), url + "/", "--once"))
                .isEqualTo(1);

        assertThat(out.toString().strip())
                .matches(DATED + "Webhook health check failed: 503 \\(" + url + "/api/webhook-health\\)");
        assertThat(alerts).singleElement().asString().startsWith("{\"text\":\"").contains("failed: 503");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void allWellIsSilent() {
        assertThat(run(Map.of(), url, "--once", "--alert", url + "/slack")).isZero();

        assertThat(out.toString() + err).isEmpty();
        assertThat(alerts).isEmpty();
    }

    @Test
    @Requirement("R-WEB-07")
    void noAnswerIsAFailureToo() throws IOException {
        assertThat(run(Map.of(), "http://127.0.0.1:" + free(), "--once")).isEqualTo(1);

        assertThat(out.toString()).containsPattern(DATED + "Webhook health check failed: no answer, ");
    }

    @Test
    @Requirement("R-WEB-07")
    void itLooksAgainAndAgainAndTellsPeopleWhenItBeginsAndWhenItIsOver() throws Exception {
        health = 503;
        slack = 500;
        var monitor = Thread.ofVirtual().start(() -> run(Map.of(), url, "--every", "1", "--alert", url + "/slack"));

        assertThat(alerts.poll(20, TimeUnit.SECONDS)).contains("failed: 503");
        slack = 200;
        assertThat(alerts.poll(20, TimeUnit.SECONDS))
                .as("the first did not arrive")
                .contains("failed: 503");
        assertThat(alerts.poll(2500, TimeUnit.MILLISECONDS)).as("told once").isNull();
        health = 200;
        assertThat(alerts.poll(20, TimeUnit.SECONDS)).contains("well again");
        monitor.interrupt();
        monitor.join();

        assertThat(out.toString().lines().filter(line -> line.contains("failed: 503")))
                .as("a line with each look")
                .hasSizeGreaterThan(2);
        assertThat(err.toString()).contains("The alert was answered with 500").doesNotContain("/slack");
    }

    @Test
    void anAlertThatCannotBeSentIsSaidWithoutItsAddress() throws IOException {
        health = 500;

        assertThat(run(Map.of("SLACK_WEBHOOK_URL", "http://127.0.0.1:" + free() + "/secret"), url, "--once"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("The alert could not be sent").doesNotContain("secret");
    }

    @Test
    void wrongUsageSaysWhatWasExpected() {
        assertThat(run(Map.of(), "ftp://x", "--once")).isEqualTo(2);
        assertThat(err.toString()).contains("URL: expected http://host");
        assertThat(run(Map.of(), url, "--every", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("expected 1 to 86400");
        assertThat(run(Map.of("SLACK_WEBHOOK_URL", "no secret"), url, "--once")).isEqualTo(2);
        assertThat(err.toString()).contains("SLACK_WEBHOOK_URL: expected").doesNotContain("no secret");
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("--once", "Exit code");
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("monitor-webhooks"));
        all.addAll(List.of(arguments));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
