package io.carillon.stack.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidsTest {

    @Test
    void whatAKilledLauncherLeftIsEnded(@TempDir Path directory) throws IOException {
        var left = new ProcessBuilder("sleep", "600").start();
        var pids = new Pids(directory);
        pids.record("left", left.toHandle());

        assertThat(pids.sweep()).containsExactly("left");

        assertThat(left.isAlive()).isFalse();
        assertThat(pids.sweep()).as("once").isEmpty();
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsNotOurs(@TempDir Path directory) throws IOException {
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(directory.resolve("ours"), stranger.pid() + " 2001-01-01T00:00:00Z");

            assertThat(new Pids(directory).sweep()).isEmpty();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void whatEndedInOrderIsForgotten(@TempDir Path directory) throws IOException {
        var process = new ProcessBuilder("sleep", "600").start();
        try {
            var pids = new Pids(directory);
            pids.record("done", process.toHandle());
            pids.forget("done");

            assertThat(pids.sweep()).isEmpty();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }
}
