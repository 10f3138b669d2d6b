package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
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
    private PlayedService service;

    @BeforeEach
    void start() throws IOException {
        service = new PlayedService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    @Requirement("R-WEB-10")
    void changesNothingUnlessTold() {
        service.answers.add(answer("would-repair", "null"));

        assertThat(run("--url", service.url())).isEqualTo(1);

        assertThat(service.heard)
                .containsExactly("POST /api/webhook-metrics/twilio-urls/repair?apply=false dev-operator-key");
        assertThat(out.toString())
                .contains(
                        "…5678 of DEMO (PN1): would-repair",
                        "voice_url: 'https://old/x' -> 'https://new/x'",
                        "1 not as they should be. Nothing was changed; --apply sets them.");
    }

    @Test
    @Requirement("R-WEB-10")
    void appliesAndSaysWhatIsLeft() {
        service.answers.add(answer("repaired", "null"));
        assertThat(run("--url", service.url(), "--apply", "--sid", "PN1")).isZero();
        assertThat(service.heard)
                .containsExactly("POST /api/webhook-metrics/twilio-urls/repair?apply=true&sid=PN1 dev-operator-key");
        assertThat(out.toString()).contains("1 looked at, 0 still not as they should be.");

        service.answers.add(answer("failed", "\"Twilio refused\""));
        assertThat(run("--url", service.url(), "--apply")).isEqualTo(1);
        assertThat(out.toString()).contains("failed: Twilio refused");
    }

    @Test
    void allWellAndARefusalAreOneLine() {
        service.answers.add("{\"applied\":false,\"numbers\":[],\"more\":0}");
        assertThat(run("--url", service.url())).isZero();
        assertThat(out.toString()).contains("as it should");

        service.status = 503;
        service.answers.add("{\"code\":\"TWILIO_UNREACHABLE\",\"detail\":\"Ask again later.\"}");
        assertThat(run("--url", service.url())).isEqualTo(1);
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
