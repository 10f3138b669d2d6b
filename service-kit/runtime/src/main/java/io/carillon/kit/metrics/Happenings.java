package io.carillon.kit.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens often under one name and the same labels, see {@link Metrics#requests}. Thread-safe. */
public final class Happenings {

    private final @Nullable CountedSeries counter;
    private final @Nullable TimedSeries timer;

    /** Null is what there were too many series for. */
    Happenings(@Nullable CountedSeries counter, @Nullable TimedSeries timer) {
        this.counter = counter;
        this.timer = timer;
    }

    /** Counts one happening, which took {@code duration}. */
    public void took(Duration duration) {
        if (counter != null) {
            counter.increment();
        }
        if (timer != null) {
            timer.record(duration);
        }
    }
}
