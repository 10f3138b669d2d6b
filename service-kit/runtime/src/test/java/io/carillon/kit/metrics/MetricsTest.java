package io.carillon.kit.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void aWindowHoldsWhatHappenedInItAndPrometheusTheTotal() {
        metrics.count("booking.created", Map.of("channel", "voice"));
        metrics.count("booking.created", Map.of("channel", "voice"));

        assertThat(metrics.drainCounters()).singleElement().satisfies(counter -> {
            assertThat(counter.delta()).isEqualTo(2);
            assertThat(counter.labels()).isEqualTo(Map.of("channel", "voice"));
        });
        assertThat(metrics.drainCounters()).isEmpty();
        assertThat(registry.counter("booking.created", "channel", "voice").count())
                .isEqualTo(2);
    }

    @Test
    void windowsOfDurationsMergeIntoTruePercentiles() throws DataFormatException {
        for (int ms = 1; ms <= 1000; ms++) {
            metrics.time("turn", Map.of(), Duration.ofMillis(ms));
            if (ms == 500) {
                assertThat(metrics.drainDistributions())
                        .singleElement()
                        .satisfies(d -> assertThat(d.count()).isEqualTo(500));
            }
        }
        var second = metrics.drainDistributions().getFirst();

        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(second.hdr()));
        var decoded = Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        assertThat(decoded.getTotalCount()).isEqualTo(500);
        assertThat(decoded.getValueAtPercentile(50) / 1000.0).isCloseTo(750, Percentage.withPercentage(1.5));
    }

    @Test
    void whoKeepsASeriesCountsInTheSameOne() {
        var kept = metrics.requests(Map.of("method", "GET"));
        metrics.count(Metrics.REQUESTS, Map.of("method", "GET"));
        kept.took(Duration.ofMillis(3));

        assertThat(metrics.drainCounters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.delta()).isEqualTo(2));
        assertThat(metrics.drainDistributions())
                .singleElement()
                .satisfies(d -> assertThat(d.count()).isEqualTo(1));
    }

    @Test
    void alabelWithoutBoundCannotFillTheMemory() {
        var log = Logger.getLogger(Metrics.class.getName());
        var lines = new Lines();
        log.addHandler(lines);
        try {
            for (int i = 0; i < 2_500; i++) {
                metrics.count("x", Map.of("id", "n" + i));
            }
        } finally {
            log.removeHandler(lines);
        }

        assertThat(metrics.drainCounters()).hasSize(2_000);
        assertThat(lines.count).as("lines about it").isEqualTo(1);
    }

    @Test
    void gaugesAreReadAsTheyStand() {
        metrics.gauge("queue.depth", Map.of(), () -> 7);
        metrics.gauge("unknown", Map.of(), () -> Double.NaN);

        assertThat(metrics.readGauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(7));
    }

    private static final class Lines extends Handler {
        private int count;

        @Override
        public void publish(LogRecord record) {
            count++;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
