package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Clearance;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the store back when it was away, start included (migrated first), keeps the view of it fresh, and lets go what
 * a cause did not explain.
 */
@ApplicationScoped
class StoreKeeper {

    private static final Logger LOG = Logger.getLogger(StoreKeeper.class);

    private final IncidentDesk desk;
    private final Flyway flyway;
    private final Clearance clearance;
    private final StoreSettings settings;
    private final Clock clock;
    private final CountDownLatch firstBack = new CountDownLatch(1);
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-keeper").daemon().factory());
    private boolean migrated;
    private boolean unmigratedSaid;

    StoreKeeper(IncidentDesk desk, Flyway flyway, Clearance clearance, StoreSettings settings, Clock clock) {
        this.desk = desk;
        this.flyway = flyway;
        this.clearance = clearance;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        var every = settings.beat().toMillis();
        var unused = beat.scheduleWithFixedDelay(this::look, 0, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        beat.shutdownNow();
    }

    /** Waits at start for the store, but no longer than pages may wait. */
    void awaitFirst() throws InterruptedException {
        if (!firstBack.await(settings.startPatience().toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("verdicts are taken without the incident store, which has not been there since start");
        }
    }

    private void look() {
        try {
            if (!migrated) {
                flyway.migrate();
                migrated = true;
            }
            desk.takeBack();
            firstBack.countDown();
        } catch (StoreAwayException e) {
            desk.away(e);
        } catch (FlywayException e) {
            sayOnce(e);
        } catch (RuntimeException e) {
            LOG.error("looking after the incident store failed", e);
        }
        letGo();
    }

    private void sayOnce(FlywayException e) {
        if (!unmigratedSaid) {
            LOG.errorf(
                    "the incident store cannot be migrated yet (%s): the journal stands in",
                    e.getClass().getSimpleName());
            unmigratedSaid = true;
        }
    }

    private void letGo() {
        try {
            if (!clearance.tick(desk.view(), clock.instant()).isEmpty()) {
                desk.decide((situation, history) -> clearance.tick(situation, clock.instant()));
            }
        } catch (RuntimeException e) {
            LOG.error("letting go of effects failed", e);
        }
    }
}
