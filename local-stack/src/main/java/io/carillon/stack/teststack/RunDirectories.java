package io.carillon.stack.teststack;

import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.Pids;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directories of the runs, one a process of tests.
 *
 * @param parent {@code target/stack}
 */
record RunDirectories(Path parent) {

    private static final String PREFIX = "run-";

    Path of(ProcessHandle tests) {
        return parent.resolve(PREFIX + tests.pid());
    }

    /** Ends what earlier stacks left when they were killed, and removes their directories; one stack at a time does so. */
    void sweepDead() throws IOException {
        Files.createDirectories(parent);
        try (var channel =
                        FileChannel.open(parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock();
                var runs = Files.list(parent)) {
            assert lock.isValid();
            runs.filter(RunDirectories::isDead).forEach(run -> {
                new Pids(run.resolve("pids")).sweep();
                DirectoryTree.delete(run);
            });
        }
    }

    private static boolean isDead(Path run) {
        var name = run.getFileName().toString();
        return name.startsWith(PREFIX)
                && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                        .isEmpty();
    }
}
