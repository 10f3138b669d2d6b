package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The memory of a process and its children, as Linux tells it ({@code smaps_rollup}).
 *
 * @param processes how many they are
 * @param rssKib resident memory, KiB; what several of them share is counted in each
 * @param pssKib the same with shared pages divided among those who share them
 */
public record Footprint(String name, int processes, long rssKib, long pssKib) {

    /** Of this one process only. */
    static Footprint ofOne(String name, ProcessHandle process) throws IOException {
        return of(name, Stream.of(process));
    }

    /** Of the process and everything it has started. */
    public static Footprint ofTree(String name, ProcessHandle process) throws IOException {
        return of(name, Stream.concat(Stream.of(process), process.descendants()));
    }

    private static Footprint of(String name, Stream<ProcessHandle> processes) throws IOException {
        var sum = new Footprint(name, 0, 0, 0);
        for (var process : processes.toList()) {
            var rollup = read(process);
            if (rollup.isPresent()) {
                sum = sum.plus(parse(name, rollup.get()));
            }
        }
        return sum;
    }

    /** Empty for a process that ended since it was listed, as PostgreSQL's workers do. */
    private static Optional<List<String>> read(ProcessHandle process) throws IOException {
        try {
            return Optional.of(Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    static Footprint parse(String name, List<String> rollup) {
        return new Footprint(name, 1, kib("Rss:", rollup), kib("Pss:", rollup));
    }

    private static long kib(String key, List<String> rollup) {
        return rollup.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no %s in %s".formatted(key, rollup)));
    }

    Footprint plus(Footprint other) {
        return new Footprint(name, processes + other.processes, rssKib + other.rssKib, pssKib + other.pssKib);
    }
}
