package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SignCommandTest {
    private static final URI INCOMING = URI.create("http://127.0.0.1:8080/api/voice/incoming");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @Requirement("R-SEC-02")
    void signsAsTwilioItselfDoes() {
        // the worked example of Twilio's security page
        TestCall call = new TestCall(
                URI.create("https://mycompany.com/myapp.php?foo=1&bar=2"),
                List.of(
                        new Parameter("To", "+18005551212"),
                        new Parameter("From", "+14158675309"),
                        new Parameter("Digits", "1234"),
                        new Parameter("Caller", "+14158675309"),
                        new Parameter("CallSid", "CA1234567890ABCDE")));

        assertThat(call.signature("12345")).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    }

    @Test
    void aRepeatedValueIsSignedOnceAndRepeatedKeysInOrder() {
        TestCall ordered = call(new Parameter("Media", "a"), new Parameter("Media", "b"));
        TestCall shuffled = call(new Parameter("Media", "b"), new Parameter("Media", "a"), new Parameter("Media", "b"));

        assertThat(shuffled.signature("t")).isEqualTo(ordered.signature("t"));
    }

    @Test
    void anEmptyValueStillAddsItsKey() {
        assertThat(call(new Parameter("Body", "")).signature("t")).isNotEqualTo(call().signature("t"));
    }

    @Test
    @Requirement("R-SEC-02")
    void printsTheRunbooksCallReadyForAShell() {
        int exit = run(Map.of(), "sign");

        String signature = TestCall.ringing(INCOMING, List.of()).signature("dev-twilio-token");
        assertThat(exit).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("curl -sS -X POST 'http://127.0.0.1:8080/api/voice/incoming'"
                        + " -H 'Content-Type: application/x-www-form-urlencoded'"
                        + " -H 'X-Twilio-Signature: " + signature + "'"
                        + " -d 'CallSid=CAtest123' -d 'From=%2B15555551234' -d 'To=%2B15555555678'"
                        + " -d 'CallStatus=ringing'");
    }

    @Test
    void aGivenParameterTakesThePlaceOfTheDefaultAndCannotBreakOutOfItsQuotes() {
        run(Map.of(), "sign", "-p", "CallStatus=completed", "-p", "Body=it's 1+1=2", "--url", "http://[::1]/x?y='");

        assertThat(out.toString())
                .contains("-d 'CallStatus=completed'", "-d 'Body=it%27s+1%2B1%3D2'", "'http://[::1]/x?y='\\'''")
                .doesNotContain("ringing");
    }

    @Test
    void theEnvironmentsTokenIsPreferredToTheLocalOne() {
        run(Map.of("TWILIO_AUTH_TOKEN", "own"), "sign");

        assertThat(out.toString())
                .contains(TestCall.ringing(INCOMING, List.of()).signature("own"));
    }

    @Test
    void theLocalTokenNeverSignsForAnotherMachine() {
        int exit = run(Map.of(), "sign", "--url", "https://127.0.0.1.example.com/api/voice/incoming");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("TWILIO_AUTH_TOKEN");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongUsageSaysWhatWasExpected() {
        assertThat(run(Map.of(), "sign", "-p", "CallStatus")).isEqualTo(2);
        assertThat(err.toString()).contains("expected Key=Value but was 'CallStatus'");
        assertThat(run(Map.of(), "sign", "--url", "mailto:x")).isEqualTo(2);
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("sign");
    }

    @Test
    @Requirement("R-SEC-02")
    void sendsTheCallAndPrintsTheAnswer() throws IOException {
        AtomicReference<String> heard = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.set(exchange.getRequestHeaders().getFirst("X-Twilio-Signature") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "<Response/>".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/good") ? 200 : 403, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String base = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(run(Map.of(), "sign", "--send", "--url", base + "/good")).isZero();
            assertThat(out.toString()).contains("HTTP 200", "<Response/>");
            assertThat(heard.get())
                    .isEqualTo(TestCall.ringing(URI.create(base + "/good"), List.of())
                                    .signature("dev-twilio-token")
                            + " CallSid=CAtest123&From=%2B15555551234&To=%2B15555555678&CallStatus=ringing");

            assertThat(run(Map.of(), "sign", "--send", "--url", base + "/bad")).isEqualTo(1);
            assertThat(out.toString()).contains("HTTP 403");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void noAnswerIsOneClearLine() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(run(Map.of(), "sign", "--send", "--url", "http://127.0.0.1:" + free + "/"))
                .isEqualTo(1);
        assertThat(err.toString().strip().lines()).singleElement().asString().contains("No answer from");
    }

    private static TestCall call(Parameter... parameters) {
        return new TestCall(INCOMING, List.of(parameters));
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
