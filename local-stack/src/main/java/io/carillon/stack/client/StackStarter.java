package io.carillon.stack.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Starts the stack of this JVM's tests in {@code target/stack/run-<pid>}, or finds the one that was started before. */
final class StackStarter {

    /** What the stack prints on its standard output once it has published its properties. */
    static final String READY = "carillon: stack is ready";

    private static final String MAIN_CLASS = "io.carillon.stack.teststack.TestStackMain";
    private static final int LOG_LINES = 25;

    private final Path root;
    private final ProcessHandle tests;
    private final Path run;

    /** @param tests the process whose life is the stack's */
    StackStarter(Path root, ProcessHandle tests) {
        this.root = root;
        this.tests = tests;
        this.run = root.resolve("target/stack/run-" + tests.pid());
    }

    /** The properties of a stack that lives. */
    Properties attach() {
        synchronized (StackStarter.class) {
            try {
                Files.createDirectories(run);
                var published = read();
                if (published.isEmpty()) {
                    start();
                    published = read();
                }
                return published;
            } catch (IOException e) {
                throw new StackFailure("the tests' stack cannot be reached in " + run + ": " + e.getMessage(), e);
            }
        }
    }

    /** Empty when there is no stack, or only the file of one that has ended. */
    private Properties read() throws IOException {
        var properties = new Properties();
        var file = run.resolve("stack.properties");
        if (!Files.exists(file)) {
            return properties;
        }
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var alive = ProcessHandle.of(Long.parseLong(properties.getProperty("pid")))
                .filter(ProcessHandle::isAlive)
                .isPresent();
        return alive ? properties : new Properties();
    }

    private void start() throws IOException {
        var log = run.resolve("stack.log");
        var process = new ProcessBuilder(
                        StackJvm.command(root, MAIN_CLASS, root.toString(), Long.toString(tests.pid())))
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        // Not closed: the stack lives on and must not meet a broken pipe.
        var output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(READY)) {
                return;
            }
        }
        throw new StackFailure("the tests' stack did not start; see " + log + ", which ends with\n" + tail(log));
    }

    private static String tail(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    }
}
