package io.carillon.health.watch;

import io.carillon.health.probe.Check;
import io.carillon.health.probe.CheckResult;
import io.carillon.health.probe.Reason;
import io.carillon.health.watch.ProbeState.Look;
import io.carillon.health.watch.ProbeState.Step;
import io.carillon.runbook.pack.Probe;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One probe of the pack: looks when told to, within its limit, and remembers. */
final class WatchedProbe implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WatchedProbe.class);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int SOON_LOOKS = 5;

    private final Probe probe;
    private final Check check;
    private final Thresholds thresholds;
    private final Clock clock;
    private volatile @Nullable ProbeState state;
    private @Nullable Thread checking;
    private int looks;
    private boolean seenUp;

    WatchedProbe(Probe probe, Check check, Clock clock) {
        this.probe = probe;
        this.check = check;
        this.clock = clock;
        this.thresholds =
                new Thresholds(probe.timing().failuresToDown(), probe.timing().successesToUp());
    }

    Probe probe() {
        return probe;
    }

    /** What was last seen; empty before the first look has ended. */
    Optional<ProbeState> state() {
        return Optional.ofNullable(state);
    }

    /**
     * Looks once and is back at the probe's limit at the latest.
     *
     * @throws InterruptedException when the service stops: then nothing is known, and nothing is remembered
     */
    Step look() throws InterruptedException {
        var begun = System.nanoTime();
        var result = within(probe.timing().timeout());
        var look = new Look(result, Duration.ofNanos(System.nanoTime() - begun), clock.instant());
        var before = state;
        var step = before == null ? ProbeState.first(look, thresholds) : before.next(look, thresholds);
        state = step.state();
        looks++;
        seenUp |= result instanceof CheckResult.Up;
        return step;
    }

    /**
     * From the start of one look to the next. A first look meets a cold process, ours or theirs: what has not been up yet
     * is looked at again soon, a few times, so that nobody reads "down" for half a minute after a start.
     */
    Duration untilNext() {
        var interval = probe.timing().interval();
        return !seenUp && looks < SOON_LOOKS && SOON.compareTo(interval) < 0 ? SOON : interval;
    }

    private CheckResult within(Duration limit) throws InterruptedException {
        if (checking != null && checking.isAlive()) {
            // The last check did not even end when it was interrupted (a name server that hangs, say).
            return CheckResult.down(Reason.TIMEOUT);
        }
        var check = new FutureTask<>(this.check::run);
        checking = Thread.ofVirtual().name("check-" + probe.id()).start(check);
        try {
            var result = check.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            // It has answered; its thread may be seen alive for a moment longer.
            checking = null;
            return result;
        } catch (TimeoutException e) {
            return CheckResult.down(Reason.TIMEOUT);
        } catch (ExecutionException e) {
            LOG.errorf(e.getCause(), "exception in the check of probe %s", probe.id());
            return CheckResult.down(Reason.BROKEN_CHECK);
        } finally {
            check.cancel(true);
        }
    }

    @Override
    public void close() {
        check.close();
    }
}
