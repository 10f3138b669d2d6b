package io.carillon.stack.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Libraries log from WARNING up, in one line, on standard error. */
public final class QuietLogs {

    private QuietLogs() {}

    public static void install() {
        try (var configuration = QuietLogs.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        } catch (IOException e) {
            throw new UncheckedIOException("logging.properties cannot be read", e);
        }
    }
}
