package io.carillon.stack.launch;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lines for the person at the terminal, each with the seconds since the start. */
final class Progress {

    private final PrintStream out;
    private final Clock clock;
    private final Instant start;

    Progress(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.start = clock.instant();
    }

    void done(String what) {
        out.printf("%6.1f s  %s%n", elapsed().toMillis() / 1000.0, what);
    }

    void say(String text) {
        out.println(text);
    }

    Duration elapsed() {
        return Duration.between(start, clock.instant());
    }
}
