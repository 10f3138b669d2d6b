package io.carillon.bench.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.Distribution;
import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import io.carillon.bench.OpenLoop;
import io.carillon.bench.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetsTest {

    @Test
    void allAreMetWhereAllFiguresAreGood() {
        var figures = figures(List.of(round(1_400, 100, 2_000, 5, 1)), List.of(round(1_200, 110, 1_900, 5.5, 1)));

        assertThat(Targets.of(figures)).hasSize(11).allMatch(Target::met);
        assertThat(BookingReport.of(figures)).contains("With a million appointments, 1 rounds", "1.40 [1.40 … 1.40]");
    }

    @Test
    void eachIsMissedOnItsOwn() {
        assertThat(missed(round(900, 100, 1_400, 5, 1))).containsExactly("bookings/s against the peer");
        assertThat(missed(round(1_400, 150, 2_000, 5, 1)))
                .containsExactly("service CPU against the peer", "service CPU a request, µs");
        assertThat(missed(round(1_100, 100, 2_000, 5, 1))).containsExactly("bookings/s against pgbench");
        assertThat(missed(round(1_400, 100, 2_000, 9, 1))).containsExactly("availability p99, ms");
        assertThat(missed(round(1_400, 100, 2_000, 5, 0.5)))
                .containsExactly("pgbench's log a booking against the service's");
    }

    @Test
    void theMedianOfTheRoundsCounts() {
        var good = round(1_400, 100, 2_000, 5, 1);
        var bad = round(500, 500, 2_000, 50, 1);

        assertThat(Targets.of(figures(List.of(good, bad, good), List.of()))).allMatch(Target::met);
    }

    @Test
    void whatAMillionRowsSlowDownIsMissed() {
        var small = List.of(round(1_400, 100, 2_000, 5, 1));
        var slower = List.of(round(1_000, 130, 2_000, 7, 1));

        assertThat(Targets.of(figures(small, slower)).stream().filter(target -> !target.met()))
                .extracting(Target::what)
                .containsExactly(
                        "with a million: bookings/s against without",
                        "with a million: service CPU against without",
                        "with a million: share of pgbench against without",
                        "with a million: availability p99 against without");
    }

    private static List<String> missed(Round round) {
        return Targets.of(figures(List.of(round), List.of())).stream()
                .filter(target -> !target.met())
                .map(Target::what)
                .toList();
    }

    private static Figures figures(List<Round> small, List<Round> million) {
        var second = Duration.ofSeconds(1);
        return new Figures(
                List.of("-Xmx1m"),
                new Rounds.Options(1, second, second, second, 32, 20),
                List.of("peer 1 s"),
                small,
                million,
                new Plans(Map.of()),
                List.of());
    }

    /** A peer of 1,000 bookings/s and 400 µs. */
    private static Round round(
            double perSecond, int cpuMicros, double pgbench, double availabilityMillis, double work) {
        return new Round(
                run(1_000, 400),
                run(perSecond, cpuMicros),
                new Pgbench(pgbench, 1, 0),
                new Availability(load(1_000, Duration.ofNanos((long) (availabilityMillis * 1e6))), seen(20), seen(1)),
                List.of(new StatementUse("insert", 1, 1, 1_000, 10)),
                List.of(new StatementUse("insert", 1, work, 1_000 * work, 10)));
    }

    private static OpenLoop.Seen seen(double millis) {
        return new OpenLoop.Seen(500, new Distribution(List.of(Duration.ofNanos((long) (millis * 1e6)))), 0);
    }

    private static Run run(double perSecond, int cpuMicros) {
        var cpu = Duration.ofNanos(cpuMicros * 1_000L * 1_000);
        return new Run(
                load(perSecond, Duration.ofMillis(1)),
                cpu,
                Duration.ZERO,
                Duration.ZERO,
                new Footprint("x", 1, 1, 1),
                0);
    }

    private static Load load(double perSecond, Duration p99) {
        return new Load(perSecond, 1_000, 1_000, 0, 0, 0, Duration.ofMillis(1), p99);
    }
}
