package io.carillon.bench.booking;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is being done, with the seconds since the beginning. */
final class Progress {

    private final PrintStream out;
    private final long begun = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String format, Object... values) {
        out.printf(
                Locale.ROOT,
                "%6d s  %s%n",
                (System.nanoTime() - begun) / 1_000_000_000,
                String.format(Locale.ROOT, format, values));
    }
}
