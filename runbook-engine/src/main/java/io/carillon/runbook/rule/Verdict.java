package io.carillon.runbook.rule;

import java.time.Instant;
import java.util.Optional;

/** What a rule says about its condition at this moment. */
public sealed interface Verdict {

    /**
     * The rule fires, or has fired and has not been clear for long enough.
     *
     * @param rank 0 (worst) to 3, of the strictest band that has held; may get milder or stricter from verdict to
     *     verdict, an incident keeps the strictest it saw (R-ALRT-67)
     * @param since when the condition began
     * @param t0 when the rule became true: the observation's time, or the end of {@code for} (design 4)
     */
    record Firing(int rank, Reading reading, Instant since, Instant t0) implements Verdict {}

    /**
     * The condition is true, but not yet for as long as the rule asks.
     *
     * @param firesAt when it will fire if nothing changes
     */
    record Pending(int rank, Reading reading, Instant since, Instant firesAt) implements Verdict {}

    /** The condition is not true, and if the rule had fired it has been clear for long enough. */
    record Clear(Reading reading) implements Verdict {}

    /**
     * Nothing was heard for too long, which is not health (R-ALRT-55). It resolves nothing and fires nothing.
     *
     * @param lastSample when something was heard last; empty for never
     * @param wasFiring whether the rule fired when the data ceased; its incident stays open
     */
    record NoData(Optional<Instant> lastSample, boolean wasFiring) implements Verdict {}
}
