package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.stack.client.LocalPlatform;
import io.carillon.stack.client.StackFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenPackTest {

    private static final Path ROOT = Path.of(System.getProperty("carillon.root"));

    @TempDir
    Path folder;

    @Test
    void aBrokenPackRefusesToStartWithFileLineAndReason() throws IOException {
        var lines = Files.readAllLines(ROOT.resolve("runbooks/default.yaml"));
        int broken = lines.indexOf("    interval: 5s");
        assertThat(broken).isPositive();
        lines.set(broken, "    interval: soon");
        lines.set(lines.indexOf("pack: default"), "pack: broken");
        Files.write(folder.resolve("broken.yaml"), lines);

        assertThatThrownBy(() -> start("broken"))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("broken.yaml:%d: 'interval' is 'soon', expected".formatted(broken + 1))
                .hasMessageNotContaining("\tat ");
        assertThat(children()).as("processes left behind").isEmpty();
    }

    private void start(String pack) {
        LocalPlatform.start(
                        ROOT,
                        Path.of("target")
                                .toAbsolutePath()
                                .resolve("broken-" + ProcessHandle.current().pid()),
                        Map.of("CARILLON_RUNBOOKS", folder.toString()),
                        "--pack",
                        pack)
                .close();
    }

    private static List<String> children() {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command ->
                        command.contains("/broken-" + ProcessHandle.current().pid()))
                .toList();
    }
}
