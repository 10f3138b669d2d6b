package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Against a server that answers as webhook-service does; its own tests show that it does. */
class TwilioUrlsCommandTest {
    private static final String CHANGES =
            "\"changes\":[{\"field\":\"voice_url\",\"expected\":\"https://new/x\",\"found\":\"https://old/x\"}]";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> heard = new ArrayList<>();
    private String answer = "";
    private int status = 200;
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            heard.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @Requirement("R-WEB-10")
    void changesNothingUnlessTold() {
        answer = answer("would-repair", "null");

        assertThat(run("--url", url)).isEqualTo(1);

        assertThat(heard).containsExactly("POST /api/webhook-metrics/twilio-urls/repair?apply=false");
        assertThat(out.toString())
                .contains(
                        "…5678 of DEMO (PN1): would-repair",
                        "voice_url: 'https://old/x' -> 'https://new/x'",
                        "1 not as they should be. Nothing was changed; --apply sets them.");
    }

    @Test
    @Requirement("R-WEB-10")
    void appliesAndSaysWhatIsLeft() {
        answer = answer("repaired", "null");
        assertThat(run("--url", url, "--apply", "--sid", "PN1")).isZero();
        assertThat(heard).containsExactly("POST /api/webhook-metrics/twilio-urls/repair?apply=true&sid=PN1");
        assertThat(out.toString()).contains("1 looked at, 0 still not as they should be.");

        answer = answer("failed", "\"Twilio refused\"");
        assertThat(run("--url", url, "--apply")).isEqualTo(1);
        assertThat(out.toString()).contains("failed: Twilio refused");
    }

    @Test
    void allWellAndARefusalAreOneLine() {
        answer = "{\"applied\":false,\"numbers\":[],\"more\":0}";
        assertThat(run("--url", url)).isZero();
        assertThat(out.toString()).contains("as it should");

        status = 503;
        answer = "{\"code\":\"TWILIO_UNREACHABLE\",\"detail\":\"Ask again later.\"}";
        assertThat(run("--url", url)).isEqualTo(1);
        assertThat(err.toString()).contains("Refused with 503: TWILIO_UNREACHABLE Ask again later.");
        assertThat(run("--url", "ftp://x")).isEqualTo(2);
    }

    private static String answer(String outcome, String reason) {
        return """
                {"applied":true,"numbers":[{"number":"…5678","clinic":"DEMO","sid":"PN1","outcome":"%s","reason":%s,%s}],
                 "more":0}""".formatted(outcome, reason, CHANGES);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine(Map.of());
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("twilio-urls"));
        all.addAll(List.of(arguments));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
