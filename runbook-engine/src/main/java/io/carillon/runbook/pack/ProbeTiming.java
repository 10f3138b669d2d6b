package io.carillon.runbook.pack;

import java.time.Duration;

/**
 * How often a probe looks and how soon it believes what it sees.
 *
 * @param interval between the starts of two checks
 * @param timeout of one check; a check without an answer by then has failed
 * @param failuresToDown failed checks in a row that make it down, 1 or more
 * @param successesToUp good checks in a row that make it up again, 1 or more
 */
public record ProbeTiming(Duration interval, Duration timeout, int failuresToDown, int successesToUp) {
    /** After this long without a result the probe's data is missing (R-ALRT-55): twice the interval and one timeout. */
    public Duration silentAfter() {
        return interval.multipliedBy(2).plus(timeout);
    }

    /**
     * The timeout stays: it bounds how long a healthy answer may take, and a healthy answer does not come twelve times
     * faster because a demonstration runs twelve times faster.
     */
    ProbeTiming scaled(int speed) {
        return new ProbeTiming(Pack.divided(interval, speed), timeout, failuresToDown, successesToUp);
    }
}
