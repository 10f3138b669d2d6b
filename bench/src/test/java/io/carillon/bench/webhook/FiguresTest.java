package io.carillon.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.carillon.bench.Distribution;
import io.carillon.bench.Footprint;
import io.carillon.bench.Load;
import io.carillon.bench.OpenLoop;
import io.carillon.bench.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final int REQUESTS = 1_000;

    @Test
    void allAreMetWhereAllFiguresAreGood() {
        var figures = figures(round(11_000, 100, 15, 10, 10));

        assertThat(figures.targets()).hasSize(5).allMatch(Target::met);
        assertThat(WebhookReport.of(figures)).contains("CPU of kafka, µs", "2.00 [2.00 … 2.00]");
    }

    @Test
    void eachIsMissedOnItsOwn() {
        assertThat(missed(round(11_000, 130, 15, 10, 10))).containsExactly("CPU a request");
        assertThat(missed(round(10_000, 100, 15, 10, 10))).containsExactly("requests/s");
        assertThat(missed(round(11_000, 100, 18, 10, 10))).containsExactly("p99 against the peer's, both as fast");
        assertThat(missed(round(11_000, 100, 15, 25, 10))).containsExactly("p99 at half of what the service");
        assertThat(missed(round(11_000, 100, 15, 10, 20))).containsExactly("p99 against the peer's, both at 80 %");
    }

    @Test
    void theFasterVariantIsThePeerAndForCpuTheOneThatUsesLess() {
        var round = new Round(run(3_800, 300, 35), run(5_500, 340, 32), run(11_000, 100, 16), null, null, null);

        assertThat(round.againstPeer()).isEqualTo(2);
        assertThat(round.p99AgainstPeer()).isEqualTo(0.5);
        assertThat(round.cpuAgainstPeer()).isEqualTo(3);
    }

    @Test
    void anythingButAnswersOfClass2xxToDifferentRequestsFailsTheRun() {
        var second = Duration.ofSeconds(1);
        var good = new Load(1, 10, 10, 0, 0, 0, second, second);
        assertThat(Rounds.verified("us", good)).isSameAs(good);

        var refused = new Load(1, 10, 9, 0, 1, 0, second, second);
        var begunAgain = new Load(1, 10, 10, 0, 0, 1, second, second);

        for (var load : List.of(refused, begunAgain)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Rounds.verified("us", load))
                    .withMessageStartingWith("us: not a valid run");
        }
    }

    private static List<String> missed(Round round) {
        return figures(round).targets().stream()
                .filter(target -> !target.met())
                .map(Target::what)
                .map(what -> what.substring(0, Math.min(what.length(), 36)).strip())
                .map(what -> what.startsWith("CPU") ? "CPU a request" : what)
                .map(what -> what.startsWith("requests/s") ? "requests/s" : what)
                .map(what -> what.startsWith("p99 at half") ? "p99 at half of what the service" : what)
                .toList();
    }

    private static Figures figures(Round round) {
        var second = Duration.ofSeconds(1);
        return new Figures(
                List.of("-Xmx1m"),
                new Rounds.Options(1, second, second, second, second, 64),
                List.of("peer ready after 1 s"),
                List.of(round),
                List.of(round.ours()));
    }

    /** Against a peer of 5,500/s, 352 µs, p99 33 ms, and 30 ms at the equal rate. */
    private static Round round(double perSecond, int micros, double p99, double halfP99, double equalP99) {
        return new Round(
                run(3_800, 360, 36),
                run(5_500, 352, 33),
                run(perSecond, micros, p99),
                seen(halfP99),
                seen(30),
                seen(equalP99));
    }

    /** A third of the time is Kafka's. */
    private static Run run(double perSecond, int micros, double p99) {
        var all = Duration.ofNanos(micros * 1_000L * REQUESTS);
        var kafka = all.dividedBy(3);
        return new Run(
                new Load(perSecond, REQUESTS, REQUESTS, 0, 0, 0, Duration.ofMillis(1), millis(p99)),
                all.minus(kafka),
                Map.of("kafka", kafka),
                new Footprint("x", 1, 1, 1));
    }

    private static OpenLoop.Seen seen(double p99) {
        return new OpenLoop.Seen(100, new Distribution(List.of(millis(p99))), 0);
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1e6));
    }
}
