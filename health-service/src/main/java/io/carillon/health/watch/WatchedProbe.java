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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One probe of the pack: looks when told to, within its limit, and remembers. */
final class WatchedProbe implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WatchedProbe.class);

    private final Probe probe;
    private final Check check;
    private final Thresholds thresholds;
    private final Clock clock;
    private volatile @Nullable ProbeState state;

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

    /** Looks once, on the calling thread, which is interrupted by {@code timer} when the probe's limit is reached. */
    Step look(ScheduledExecutorService timer) {
        var limit = probe.timing().timeout();
        var begun = System.nanoTime();
        var result = within(limit, timer);
        var look = new Look(result, Duration.ofNanos(System.nanoTime() - begun), clock.instant());
        var before = state;
        var step = before == null ? ProbeState.first(look, thresholds) : before.next(look, thresholds);
        state = step.state();
        return step;
    }

    private CheckResult within(Duration limit, ScheduledExecutorService timer) {
        var looker = Thread.currentThread();
        var expired = new AtomicBoolean();
        var guard = timer.schedule(
                () -> {
                    expired.set(true);
                    looker.interrupt();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            var result = check.run();
            // What the interrupted check made of it (a closed socket, say) is our own doing.
            return expired.get() && result instanceof CheckResult.Down ? CheckResult.down(Reason.TIMEOUT) : result;
        } catch (InterruptedException e) {
            return CheckResult.down(Reason.TIMEOUT);
        } catch (RuntimeException e) {
            LOG.errorf(e, "exception in the check of probe %s", probe.id());
            return CheckResult.down(Reason.BROKEN_CHECK);
        } finally {
            guard.cancel(false);
        }
    }

    @Override
    public void close() {
        check.close();
    }
}
