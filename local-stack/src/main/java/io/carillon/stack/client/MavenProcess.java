package io.carillon.stack.client;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Maven that this test runs in: its life is the stack's life. */
final class MavenProcess {

    private static final String LAUNCHER = "org.codehaus.plexus.classworlds.launcher.Launcher";

    private MavenProcess() {}

    /** The nearest ancestor that is Maven; this process itself where there is none, as in an IDE. */
    static ProcessHandle find() {
        return Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        parent -> parent.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(MavenProcess::isMaven)
                .findFirst()
                .orElseGet(ProcessHandle::current);
    }

    private static boolean isMaven(ProcessHandle process) {
        var info = process.info();
        var arguments = info.arguments().map(list -> String.join(" ", list));
        return arguments
                .or(info::commandLine)
                .filter(line -> line.contains(LAUNCHER))
                .isPresent();
    }
}
