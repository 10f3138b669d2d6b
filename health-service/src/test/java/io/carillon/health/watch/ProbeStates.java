package io.carillon.health.watch;

import io.carillon.health.probe.CheckResult;
import io.carillon.health.watch.ProbeState.Look;
import java.time.Duration;
import java.time.Instant;

/** States for the tests of other packages. */
public final class ProbeStates {

    private ProbeStates() {}

    /** What is known after one look. */
    public static ProbeState after(CheckResult result, Instant at) {
        var look = new Look(result, Duration.ofMillis(5), at);
        return ProbeState.first(look, new Thresholds(3, 1)).state();
    }
}
