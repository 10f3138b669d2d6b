package io.carillon.health.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.ProbeCommon;
import io.carillon.runbook.pack.ProbeTiming;
import io.carillon.runbook.pack.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedProbeTest {

    private static final CheckResult DOWN = CheckResult.down(Reason.TIMEOUT);
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    @Test
    void whatHasNotBeenUpYetIsLookedAtAgainSoonAFewTimes() throws InterruptedException {
        assertThat(pauses(INTERVAL, DOWN, DOWN, DOWN, DOWN, DOWN, DOWN))
                .containsExactly(seconds(1), seconds(1), seconds(1), seconds(1), INTERVAL, INTERVAL);
    }

    @Test
    void whatHasBeenUpKeepsItsInterval() throws InterruptedException {
        assertThat(pauses(INTERVAL, DOWN, CheckResult.UP, DOWN)).containsExactly(seconds(1), INTERVAL, INTERVAL);
    }

    @Test
    void aShorterIntervalIsNotLengthened() throws InterruptedException {
        assertThat(pauses(Duration.ofMillis(400), DOWN)).containsExactly(Duration.ofMillis(400));
    }

    private static List<Duration> pauses(Duration interval, CheckResult... results) throws InterruptedException {
        Iterator<CheckResult> coming = List.of(results).iterator();
        var timing = new ProbeTiming(interval, seconds(2), 1, 1);
        var probe = new Probe.Tcp(new ProbeCommon("lamp", timing, Optional.empty(), false), new Setting("127.0.0.1:1"));
        var pauses = new ArrayList<Duration>();
        try (var watched = new WatchedProbe(probe, coming::next, Clock.systemUTC())) {
            while (coming.hasNext()) {
                watched.look();
                pauses.add(watched.untilNext());
            }
        }
        return pauses;
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
