package io.carillon.stack.client;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for the stack, so that no broker ever comes onto a test's class path. */
final class StackJvm {

    private StackJvm() {}

    /** The command that runs {@code mainClass} of this module with all that it needs. */
    static List<String> command(Path root, String mainClass, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcarillon.root=" + root,
                "-Djava.io.tmpdir=" + root.resolve("target"),
                "-cp",
                classPath(),
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    /** This module's own classes, and the list of what they need that its build has put beside them. */
    private static String classPath() throws IOException {
        try (var list = StackJvm.class.getResourceAsStream("/META-INF/carillon/stack.classpath")) {
            if (list == null) {
                throw new StackFailure("local-stack was built without its class path: ./mvnw -pl local-stack install");
            }
            var own = Path.of(StackJvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own + File.pathSeparator + new String(list.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (URISyntaxException e) {
            throw new StackFailure("where local-stack's classes lie cannot be told", e);
        }
    }
}
