package io.carillon.kit.metrics;

import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Durations of one series: buckets for Prometheus, a mergeable histogram a window for alerting. */
final class TimedSeries {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);

    private final Recorder window = new Recorder(LONGEST_MICROS, 2);
    private final @Nullable Timer total;
    private @Nullable Histogram reused;

    /** What was recorded since the last drain. */
    record Window(long count, String encoded) {}

    TimedSeries(@Nullable Timer total) {
        this.total = total;
    }

    void record(Duration took) {
        window.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(took.toNanos()), 1, LONGEST_MICROS));
        if (total != null) {
            total.record(took);
        }
    }

    /** Called by one thread only: the one that closes windows. */
    Optional<Window> drain() {
        var histogram = window.getIntervalHistogram(reused);
        reused = histogram;
        if (histogram.getTotalCount() == 0) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_SPEED);
        var encoded = Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
        return Optional.of(new Window(histogram.getTotalCount(), encoded));
    }
}
