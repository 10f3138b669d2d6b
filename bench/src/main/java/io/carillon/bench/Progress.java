package io.carillon.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Says what is being done, with the seconds since the beginning. */
public final class Progress {

    private final PrintStream out;
    private final long begun = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String format, Object... values) {
        out.printf(
                Locale.ROOT,
                "%6d s  %s%n",
                (System.nanoTime() - begun) / 1_000_000_000,
                String.format(Locale.ROOT, format, values));
    }
}
