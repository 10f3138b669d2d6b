package io.carillon.stack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    private static final Instant BUILT = Instant.parse("2026-11-21T20:00:00Z");

    @TempDir
    Path folder;

    AotCache cache;

    @BeforeEach
    void cache() throws IOException {
        cache = new AotCache(folder.resolve("x.aot"), folder.resolve("x-runner.jar"));
        Files.createFile(cache.jar());
        Files.setLastModifiedTime(cache.jar(), FileTime.from(BUILT));
    }

    @Test
    void untrainedItStartsAsItIs() throws IOException {
        assertThat(cache.flags(false)).isEmpty();
    }

    @Test
    void inTrainingItWritesDownWhatItLearns() throws IOException {
        learned(BUILT.plusSeconds(60));

        assertThat(cache.flags(true)).containsExactly("-XX:AOTCacheOutput=" + cache.file());
    }

    @Test
    void whatItLearnedIsUsedUntilItIsBuiltAnew() throws IOException {
        learned(BUILT.plusSeconds(60));
        assertThat(cache.flags(false)).containsExactly("-XX:AOTCache=" + cache.file());

        Files.setLastModifiedTime(cache.jar(), FileTime.from(BUILT.plusSeconds(120)));

        assertThat(cache.flags(false)).isEmpty();
    }

    private void learned(Instant at) throws IOException {
        Files.writeString(cache.file(), "classes and profiles");
        Files.setLastModifiedTime(cache.file(), FileTime.from(at));
    }
}
