package io.carillon.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which processes an installation has started, on disk, so that the next start can end what a killed launcher left. A
 * process is known by its id and start time together: ids are given out again.
 *
 * @param directory one small file a process, named for it
 */
public record Pids(Path directory) {

    public void record(String name, ProcessHandle process) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name), process.pid() + " " + startOf(process));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the process id of " + name, e);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the process id of " + name, e);
        }
    }

    /** Ends every recorded process that still lives, all at once; returns their names. */
    public List<String> sweep() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var alive = new TreeMap<String, ProcessHandle>();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                recordedIn(file)
                        .ifPresent(process -> alive.put(file.getFileName().toString(), process));
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
        Parallel.forEach(alive.values(), Signals::killTree);
        return List.copyOf(alive.keySet());
    }

    private static Optional<ProcessHandle> recordedIn(Path file) throws IOException {
        try {
            var fields = Files.readString(file).split(" ");
            return ProcessHandle.of(Long.parseLong(fields[0]))
                    .filter(process -> startOf(process).equals(fields[1]));
        } catch (NoSuchFileException e) {
            // Another start has swept it a moment ago.
            return Optional.empty();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
