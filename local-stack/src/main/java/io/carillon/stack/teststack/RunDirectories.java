package io.carillon.stack.teststack;

import io.carillon.stack.server.DirectoryTree;
import io.carillon.stack.server.Pids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directories of the runs, one a Maven process.
 *
 * @param parent {@code target/stack}
 */
record RunDirectories(Path parent) {

    private static final String PREFIX = "run-";

    Path of(ProcessHandle maven) {
        return parent.resolve(PREFIX + maven.pid());
    }

    /** Ends what stacks of earlier Mavens left when they were killed, and removes their directories. */
    void sweepDead() throws IOException {
        Files.createDirectories(parent);
        try (var runs = Files.list(parent)) {
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
