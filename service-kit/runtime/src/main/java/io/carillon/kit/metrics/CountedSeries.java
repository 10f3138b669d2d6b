package io.carillon.kit.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One counter, for Prometheus as it grows and for alerting by window. */
final class CountedSeries {

    private final LongAdder window = new LongAdder();
    private final @Nullable Counter total;

    CountedSeries(@Nullable Counter total) {
        this.total = total;
    }

    void increment() {
        window.increment();
        if (total != null) {
            total.increment();
        }
    }

    long drain() {
        return window.sumThenReset();
    }
}
