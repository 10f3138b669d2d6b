package io.carillon.stack.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM that is to be up soon and small. */
public final class JavaCommand {

    private JavaCommand() {}

    public static List<String> of(String classPath, String mainClass, String... arguments) {
        var command = new ArrayList<>(quickStart());
        command.addAll(List.of("-Xmx384m", "-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * What a service of ours is given besides, on a machine or in a container with so many {@code processors}. On one or
     * two, one thread that carries virtual threads and one event loop already are as many as can run: more of them only
     * wake each other, which costs a booking a fifth of its processor time. On more, the JDK and Vert.x choose well.
     */
    public static List<String> serviceThreads(int processors) {
        return processors > 2
                ? List.of()
                : List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Dquarkus.vertx.event-loops-pool-size=1");
    }

    /** What the build packages a service as; its libraries lie beside it. */
    public static Path serviceJar(Path root, String service) {
        return root.resolve(service).resolve("target").resolve(service + "-runner.jar");
    }

    /** This JVM's {@code java} with the flags that trade peak speed for a quick start. */
    public static List<String> quickStart() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A child that is killed leaves its temporary files where its parent's are, not on the machine.
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow");
    }
}
