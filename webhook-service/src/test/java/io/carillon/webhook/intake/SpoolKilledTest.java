package io.carillon.webhook.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.traceability.Requirement;
import io.carillon.webhook.intake.Spool.Appended;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process appends and is killed in the middle of it, again and again. */
class SpoolKilledTest {

    private static final int KILLS = 3;
    private static final int THREADS = 4;

    @TempDir
    Path directory;

    @Test
    @Requirement("R-WEB-17")
    void killMinus9LosesNothingThatWasAcknowledged() throws Exception {
        var random = new Random(9);
        for (int kill = 0; kill < KILLS; kill++) {
            var acknowledged = killedAfter(200 + random.nextInt(2_000));

            var found = new ArrayList<String>();
            try (var spool = Spool.open(directory, 1L << 30, 64 * 1024)) {
                for (var entries = spool.next(); !entries.isEmpty(); entries = spool.next()) {
                    entries.forEach(entry -> found.add(new String(entry.content(), UTF_8)));
                    spool.drained(entries);
                }
            }
            assertThat(found).containsAll(acknowledged).doesNotHaveDuplicates();
            for (int thread = 0; thread < THREADS; thread++) {
                var own = thread + ":";
                var numbers =
                        found.stream().filter(text -> text.startsWith(own)).toList();
                assertThat(numbers)
                        .isEqualTo(IntStream.range(0, numbers.size())
                                .mapToObj(i -> own + i)
                                .toList());
            }
        }
    }

    private List<String> killedAfter(int lines) throws IOException, InterruptedException {
        var child = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Appending.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8))) {
            var acknowledged = new ArrayList<String>();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                // The pipe may have been cut in the middle of a line: only what ends in a full stop was said.
                if (line.endsWith(".")) {
                    acknowledged.add(line.substring(0, line.length() - 1));
                }
                if (acknowledged.size() == lines) {
                    // By its handle: the process's own method would close the pipe with the last lines in it.
                    child.toHandle().destroyForcibly();
                }
            }
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(lines);
            return acknowledged;
        } finally {
            child.destroyForcibly();
            assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The process that is killed: says each record once it is acknowledged. */
    static final class Appending {

        public static void main(String[] arguments) throws IOException {
            var spool = Spool.open(Path.of(arguments[0]), 1L << 30, 64 * 1024);
            var threads = IntStream.range(0, THREADS)
                    .mapToObj(thread ->
                            CompletableFuture.runAsync(() -> append(spool, thread), task -> new Thread(task).start()))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(threads).join();
        }

        private static void append(Spool spool, int thread) {
            for (int i = 0; i < 1_000_000; i++) {
                var record = thread + ":" + i;
                if (spool.append(record.getBytes(UTF_8)).toCompletableFuture().join() == Appended.STORED) {
                    System.out.println(record + ".");
                }
            }
        }
    }
}
