package io.carillon.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a program to its end and gives back what it printed. */
public final class Shell {

    private Shell() {}

    /** @throws IOException with the output when the program does not end with 0 */
    public static String run(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var output = process.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            var code = process.waitFor();
            if (code != 0) {
                throw new IOException("%s ended with code %d: %s"
                        .formatted(Path.of(command.getFirst()).getFileName(), code, said.strip()));
            }
            return said;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
