package io.carillon.booking.hold;

import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Has holds that ran out told of. Their time is free without it: whoever claims it sweeps what is in the way. */
@ApplicationScoped
class HoldSweep {

    private static final Logger LOG = Logger.getLogger(HoldSweep.class);

    private final FallenHolds fallen;
    private final PlatformMode mode;

    HoldSweep(FallenHolds fallen, PlatformMode mode) {
        this.fallen = fallen;
        this.mode = mode;
    }

    @Scheduled(
            every = "${carillon.hold.sweep:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        if (!mode.writable()) {
            return;
        }
        try {
            fallen.expire();
        } catch (DatabaseUnavailableException | RolledBackException | OutOfTimeException e) {
            // The database is away, or its tables are not there yet: the next look finds them.
            LOG.debugf("holds are swept later: %s", e.getMessage());
        }
    }
}
