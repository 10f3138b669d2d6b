package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Against a server that answers as booking-service does; its own tests show that it does. */
class FixDoctorSchedulesCommandTest {
    private static final String HOURS = "\"hours\":[{\"weekday\":\"MONDAY\",\"from\":\"09:00\",\"to\":\"17:00\"}]";
    private static final String MISSING = "\"reasons\":[{\"code\":\"HOURS_MISSING\",\"detail\":\"No hours.\"}]";

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
    @Requirement("R-BOOK-05")
    void changesNothingUnlessTold() {
        service.answers.add(page("WOULD_FILL", MISSING, null));

        assertThat(run(Map.of(), "--url", service.url() + "/"))
                .as("doctors are left")
                .isEqualTo(1);
        assertThat(service.heard)
                .containsExactly("POST /api/diagnostics/doctor-schedules/fix?dryRun=true dev-operator-key");
        assertThat(out.toString())
                .contains(
                        "Default hours: MONDAY 09:00-17:00",
                        "doctor-9 (DEMO, HOURS_MISSING): would be filled",
                        "Nothing was changed; --apply fills the defaults in.");
    }

    @Test
    @Requirement("R-BOOK-05")
    void appliesPageByPageUntilNoneIsLeft() {
        service.answers.add(page("FILLED", MISSING, "doctor 9"));
        service.answers.add(page("UNCHANGED", MISSING, null));

        assertThat(run(Map.of("CARILLON_API_KEY", "own"), "--url", service.url(), "--apply", "--clinic", "A&B"))
                .isZero();
        assertThat(service.heard)
                .containsExactly(
                        "POST /api/diagnostics/doctor-schedules/fix?dryRun=false&clinic=A%26B own",
                        "POST /api/diagnostics/doctor-schedules/fix?dryRun=false&clinic=A%26B&after=doctor+9 own");
        assertThat(out.toString()).contains("): filled", "2 doctors looked at, 0 still without usable hours.");
    }

    @Test
    void whatItCannotMendItSays() {
        service.answers.add(
                page("SKIPPED", "\"reasons\":[{\"code\":\"EXCEPTIONS_ONLY\",\"detail\":\"Only dates.\"}]", null));
        assertThat(run(Map.of(), "--url", service.url(), "--apply")).isEqualTo(1);
        assertThat(out.toString()).contains("left alone: Only dates.", "1 still without usable hours");

        service.answers.add(page("FILLED", "\"reasons\":[{\"code\":\"TIMEZONE_INVALID\",\"detail\":\"Zone.\"}]", null));
        assertThat(run(Map.of(), "--url", service.url(), "--apply"))
                .as("hours alone do not help")
                .isEqualTo(1);
    }

    @Test
    void noneWithoutHoursIsAllWell() {
        service.answers.add("{\"dryRun\":true," + HOURS + ",\"doctors\":[],\"next\":null}");

        assertThat(run(Map.of(), "--url", service.url())).isZero();
        assertThat(out.toString().strip()).isEqualTo("Every doctor has working hours.");
    }

    @Test
    void aRefusalAndNoAnswerAreOneClearLine() throws IOException {
        service.status = 403;
        service.answers.add("{\"code\":\"FORBIDDEN\",\"detail\":\"The key is too weak.\"}");
        assertThat(run(Map.of(), "--url", service.url(), "--key", "weak")).isEqualTo(1);
        assertThat(err.toString()).contains("Refused with 403: FORBIDDEN The key is too weak.");
        service.status = 200;
        service.answers.add("<html>");
        assertThat(run(Map.of(), "--url", service.url())).isEqualTo(1);
        assertThat(err.toString()).contains("No answer that is understood");
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(run(Map.of(), "--url", "http://127.0.0.1:" + free)).isEqualTo(1);
        assertThat(err.toString()).contains("No answer from");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void wrongUsageSaysWhatWasExpected() {
        assertThat(run(Map.of(), "--url", "ftp://x")).isEqualTo(2);
        assertThat(err.toString()).contains("expected http://host");
        assertThat(run(Map.of(), "--url", "https://127.0.0.1.example.com")).isEqualTo(2);
        assertThat(err.toString()).contains("CARILLON_API_KEY");
        assertThat(run(Map.of("CARILLON_API_KEY", "…"), "--url", service.url())).isEqualTo(2);
        assertThat(err.toString()).contains("expected visible ASCII characters");
        assertThat(run(Map.of(), "--unknown")).isEqualTo(2);
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("--apply", "Exit code: 0");
        assertThat(service.heard).isEmpty();
    }

    private static String page(String outcome, String reasons, String next) {
        return """
                {"dryRun":true,%s,"doctors":[{"doctorId":"doctor-9","clinic":"DEMO","outcome":"%s",%s}],"next":%s}""".formatted(HOURS, outcome, reasons, next == null ? "null" : "\"" + next + "\"");
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("fix-doctor-schedules"));
        all.addAll(List.of(arguments));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
