package io.carillon.kit.limit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Tells the other replicas what was taken here, four times a second, where this service can. */
@ApplicationScoped
class SharedLimits {

    private static final Logger LOG = Logger.getLogger(SharedLimits.class);
    private static final Duration EVERY = Duration.ofMillis(250);

    /** Subjects told at once; the others wait for the next time. */
    private static final int BATCH = 500;

    private final RateLimits limits;
    private final Instance<LimitSharing> sharing;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("limits").factory());
    private boolean away;

    SharedLimits(RateLimits limits, Instance<LimitSharing> sharing) {
        this.limits = limits;
        this.sharing = sharing;
    }

    void start(@Observes StartupEvent event) {
        if (sharing.isResolvable()) {
            var share = sharing.get();
            var telling = timer.scheduleWithFixedDelay(
                    () -> tell(share), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debugf("limits hold over replicas: %s", telling);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    private void tell(LimitSharing share) {
        var buckets = limits.buckets();
        var told = buckets.tell(BATCH);
        if (told.isEmpty()) {
            return;
        }
        try {
            buckets.told(told, share.share(told), System.nanoTime());
            if (away) {
                away = false;
                LOG.info("rate limits hold over all replicas again");
            }
        } catch (Exception e) {
            // Each replica goes on by itself, within its own buckets.
            buckets.giveBack(told);
            if (!away) {
                away = true;
                LOG.warnf("rate limits hold for this replica alone (%s)", e.getMessage());
            }
        }
    }
}
