package io.carillon.bench;

import io.carillon.stack.client.LocalPlatform;
import io.carillon.stack.server.DirectoryTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long {@code up} takes until all is ready, and what memory it then takes, on the default pack.
 *
 * @param first with a new data directory: databases are made and migrated
 * @param warm on the data that the first has left
 * @param memory of each process, {@link #SETTLING} after the last start was ready
 */
record Starts(Duration first, List<Duration> warm, List<Footprint> memory) {

    /** Between ready and the look at memory. */
    static final Duration SETTLING = Duration.ofSeconds(20);

    Starts {
        warm = List.copyOf(warm);
        memory = List.copyOf(memory);
    }

    /** On platforms of its own, one after the other; none is left when this returns. */
    static Starts measure(Path root, Path work, int warmStarts) throws IOException, InterruptedException {
        DirectoryTree.delete(work);
        var times = new ArrayList<Duration>();
        var memory = new ArrayList<Footprint>();
        for (int start = 0; start <= warmStarts; start++) {
            var begun = System.nanoTime();
            try (var platform = LocalPlatform.start(root, work, Map.of())) {
                times.add(Duration.ofNanos(System.nanoTime() - begun));
                if (start == warmStarts) {
                    settle(platform.process());
                    memory.addAll(memory(platform));
                }
            }
        }
        return new Starts(times.getFirst(), times.subList(1, times.size()), memory);
    }

    private static void settle(ProcessHandle launcher) throws InterruptedException {
        try {
            launcher.onExit().get(SETTLING.toSeconds(), TimeUnit.SECONDS);
            throw new IllegalStateException("the platform ended by itself");
        } catch (TimeoutException e) {
            // As it should: it still runs.
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("whether the platform runs cannot be told", e);
        }
    }

    private static List<Footprint> memory(LocalPlatform platform) throws IOException {
        var memory = new ArrayList<Footprint>();
        for (var row : new Observer(platform).processes()) {
            var name = row.path("name").asText();
            var process = ProcessHandle.of(row.path("pid").asLong())
                    .orElseThrow(() -> new IllegalStateException(name + " does not run"));
            memory.add(Footprint.ofTree(name, process));
        }
        memory.add(Footprint.ofOne("launcher, front door, stand-ins", platform.process()));
        return memory;
    }
}
