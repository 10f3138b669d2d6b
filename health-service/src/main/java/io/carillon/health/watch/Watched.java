package io.carillon.health.watch;

import io.carillon.runbook.pack.Probe;
import java.util.Optional;

/** A probe of the pack as this installation runs it. */
public sealed interface Watched {

    Probe probe();

    /**
     * It is looked at.
     *
     * @param state empty until the first look has ended
     */
    record On(Probe probe, Optional<ProbeState> state) implements Watched {}

    /** It is not looked at: the settings it needs are not set here (R-HLTH-12). */
    record Off(Probe probe) implements Watched {}
}
