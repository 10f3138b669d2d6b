package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PackCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String patientFlow = "";

    @TempDir
    Path directory;

    @BeforeEach
    void aPackToChange() throws IOException {
        try (InputStream pack = PackCommandTest.class.getResourceAsStream("/runbooks/patientflow.yaml")) {
            patientFlow = new String(pack.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "patientflow"})
    void bundledPacksAreRight(String name) {
        assertThat(run(Map.of(), "pack", "check", name)).isZero();
        assertThat(out.toString().strip()).isEqualTo("ok");
    }

    @Test
    void aFileIsCheckedWhereItLies() throws IOException {
        assertThat(run(
                        Map.of(),
                        "pack",
                        "check",
                        write("my pack.yaml", patientFlow).toString()))
                .isZero();
    }

    @Test
    void everyReasonIsOnALineOfItsOwnWithFileAndLine() throws IOException {
        Path broken = write(
                "broken.yaml",
                patientFlow
                        .replace("for: 2m", "for: soon")
                        .replace("rank: 1\n    tier: critical", "rank: 9\n    tier: critical"));

        assertThat(run(Map.of(), "pack", "check", broken.toString())).isEqualTo(1);
        long line =
                patientFlow.substring(0, patientFlow.indexOf("for: 2m")).lines().count();
        assertThat(out.toString().strip().lines())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(reason -> reason.matches(".*broken\\.yaml:\\d+: .+"))
                .anyMatch(reason -> reason.contains("broken.yaml:" + line + ": "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-pack", "/no/such/file.yaml", "../patientflow"})
    void whatIsNotThereIsRefused(String pack) {
        assertThat(run(Map.of(), "pack", "check", pack)).isEqualTo(1);
        assertThat(out.toString().strip().lines()).hasSize(1);
    }

    @Test
    void aDirectoryOfTheirOwnGoesBeforeTheBundledPacks() throws IOException {
        write("patientflow.yaml", "pack: patientflow\nnonsense: 1\n");

        assertThat(run(Map.of("CARILLON_RUNBOOKS", directory.toString()), "pack", "check", "patientflow"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("nonsense");
    }

    @Test
    void showsTheNumbersOfThePack() {
        assertThat(run(Map.of(), "pack", "show", "patientflow")).isZero();
        assertThat(out.toString())
                .contains("P0", "answered at once", "P1", "answered within 30m")
                .containsPattern("postgres +sql +every 5s, time-out 2s")
                .contains("pf-database-connection-lost (Database Connection Lost)")
                .contains("fires     postgres down for 1m")
                .contains("fires     webhook.failures{provider=twilio} > 10 in 5m")
                .contains("tells     on-call, database by page, slack");
    }

    @Test
    void aChangedNumberIsShown() throws IOException {
        Path changed = write("changed.yaml", patientFlow.replace("above: 10", "above: 25"));

        assertThat(run(Map.of(), "pack", "show", changed.toString())).isZero();
        assertThat(out.toString()).contains("> 25 in 5m");
    }

    @Test
    void wrongUsage() {
        assertThat(run(Map.of(), "pack")).isEqualTo(2);
        assertThat(run(Map.of(), "pack", "check")).isEqualTo(2);
        assertThat(run(Map.of(), "pack", "show", "no-such-pack")).isEqualTo(1);
        assertThat(err.toString()).contains("no-such-pack");
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.writeString(directory.resolve(name), yaml);
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
