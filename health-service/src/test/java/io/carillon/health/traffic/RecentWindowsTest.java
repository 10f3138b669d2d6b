package io.carillon.health.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.events.MetricEvent.Counter;
import io.carillon.events.MetricEvent.Distribution;
import io.carillon.events.MetricEvent.Gauge;
import io.carillon.events.MetricEvent.MetricWindow;
import io.carillon.traceability.Requirement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecentWindowsTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final RecentWindows windows = new RecentWindows();

    @Test
    void nothing_heard_is_no_traffic_and_no_errors() {
        var traffic = windows.since(NOON);

        assertThat(traffic).isEqualTo(new Traffic(Duration.ZERO, 0, 0, 0));
        assertThat(traffic.errorPercent()).isZero();
    }

    @Test
    void the_percentile_is_that_of_all_requests_not_a_mean_of_percentiles() {
        // 96 fast answers of one replica and 4 slow ones of another: the mean of the two p95s would be near 1 s.
        add(window("booking-service", "a", 5).answers("2xx", 96, 10));
        add(window("webhook-service", "b", 5).answers("2xx", 4, 2_000));

        assertThat(windows.since(NOON).p95().toMillis()).isEqualTo(10);
        assertThat(windows.since(NOON).requests()).isEqualTo(100);
    }

    @Test
    void errors_are_the_5xx_of_all_requests() {
        add(window("booking-service", "a", 5).answers("2xx", 90, 10));
        add(window("booking-service", "b", 5).answers("4xx", 4, 10));
        add(window("webhook-service", "a", 5).answers("5xx", 6, 10));

        assertThat(windows.since(NOON).errorPercent()).isCloseTo(6.00, within(1e-9));
    }

    @Test
    void a_window_that_arrives_twice_counts_once() {
        add(window("booking-service", "a", 5).answers("5xx", 1, 10));
        add(window("booking-service", "a", 5).answers("5xx", 1, 10));

        assertThat(windows.since(NOON).requests()).isEqualTo(1);
    }

    @Test
    void what_is_older_than_five_minutes_is_forgotten() {
        add(window("booking-service", "a", 301).answers("5xx", 7, 4_000));
        add(window("booking-service", "a", 299).answers("2xx", 1, 10));

        assertThat(windows.since(NOON).requests()).isEqualTo(1);
        assertThat(windows.since(NOON).p95().toMillis()).isEqualTo(10);
        assertThat(windows.since(NOON.plusSeconds(2))).isEqualTo(new Traffic(Duration.ZERO, 0, 0, 0));
    }

    @Test
    @Requirement("R-WEB-23")
    void sessions_are_those_of_the_newest_window_that_tells_of_them() {
        add(window("webhook-service", "a", 10).sessions(50));
        add(window("webhook-service", "a", 5).sessions(7));
        add(window("webhook-service", "b", 6).sessions(8));
        add(window("booking-service", "a", 1).answers("2xx", 1, 10));

        assertThat(windows.since(NOON).activeSessions()).isEqualTo(7);
    }

    @Test
    void how_many_sessions_there_are_is_forgotten_when_nobody_tells_any_more() {
        add(window("webhook-service", "dead", 60).sessions(1_000));

        assertThat(windows.since(NOON).activeSessions()).isZero();
    }

    @Test
    void a_histogram_that_cannot_be_read_does_not_silence_the_others() {
        add(window("booking-service", "a", 5).answers("2xx", 3, 20));
        windows.add(
                new MetricWindow(
                        "booking-service",
                        "b",
                        NOON.minusSeconds(5),
                        NOON,
                        List.of(),
                        List.of(
                                new Distribution("http.server.requests", Map.of(), 1, "bm9uZQ=="),
                                new Distribution("http.server.requests", Map.of(), 1, "not base64!")),
                        List.of()),
                NOON);

        assertThat(windows.since(NOON).p95().toMillis()).isEqualTo(20);
    }

    private void add(Builder window) {
        windows.add(window.build(), NOON);
    }

    private static Builder window(String service, String replica, int secondsAgo) {
        return new Builder(service, replica, NOON.minusSeconds(secondsAgo));
    }

    private static final class Builder {
        private final String service;
        private final String replica;
        private final Instant to;
        private List<Counter> counters = List.of();
        private List<Distribution> distributions = List.of();
        private List<Gauge> gauges = List.of();

        Builder(String service, String replica, Instant to) {
            this.service = service;
            this.replica = replica;
            this.to = to;
        }

        Builder answers(String status, int count, int milliseconds) {
            var labels = Map.of("method", "GET", "route", "/x", "status", status);
            var histogram = new Histogram(3);
            histogram.recordValueWithCount(milliseconds * 1_000L, count);
            counters = List.of(new Counter("http.server.requests", labels, count), new Counter("other", labels, 99));
            distributions = List.of(new Distribution("http.server.requests", labels, count, encode(histogram)));
            return this;
        }

        Builder sessions(double value) {
            gauges = List.of(new Gauge("active.sessions", Map.of(), value), new Gauge("other", Map.of(), 99));
            return this;
        }

        MetricWindow build() {
            return new MetricWindow(service, replica, to.minusSeconds(5), to, counters, distributions, gauges);
        }
    }

    private static String encode(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        var length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
