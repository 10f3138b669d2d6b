package io.carillon.booking.mode;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The switches in memory, as this replica enforces them. A switch made here holds at once; one made at another replica
 * from the next look on, which reads one number.
 */
@ApplicationScoped
class SwitchBoard {

    private static final Logger LOG = Logger.getLogger(SwitchBoard.class);

    private final Transactions transactions;
    private final SwitchRepository repository;
    private final Event<SwitchesChanged> changes;
    private volatile @Nullable Switches switches;

    SwitchBoard(
            Transactions transactions, SwitchRepository repository, Event<SwitchesChanged> changes, Metrics metrics) {
        this.transactions = transactions;
        this.repository = repository;
        this.changes = changes;
        // 0 normal, 1 read-only, 2 maintenance; not a number before the first look.
        metrics.gauge(
                "platform.mode",
                Map.of(),
                () -> current()
                        .map(all -> (double) all.platform().mode().ordinal())
                        .orElse(Double.NaN));
        for (var feature : Feature.values()) {
            metrics.gauge(
                    "features.disabled",
                    Map.of("feature", feature.word()),
                    () -> current()
                            .map(all -> (double) all.clinicsWithout(feature))
                            .orElse(Double.NaN));
        }
    }

    /** Empty until the database could first be asked: until then nobody knows whether writing is allowed. */
    Optional<Switches> current() {
        return Optional.ofNullable(switches);
    }

    /** After the tables are migrated, before anybody describes clinics. */
    void begin(@Observes @Priority(2) StartupEvent event) {
        look();
    }

    @Scheduled(
            every = "${carillon.mode.look:500ms}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        try {
            var known = switches;
            var version = transactions.acrossClinics(repository::version);
            if (known == null || known.version() < version) {
                reload();
            }
        } catch (DatabaseUnavailableException | RolledBackException e) {
            // What was last known stays in force; nothing can be written while the database is away anyway.
            LOG.debugf("switches are looked at later: %s", e.getMessage());
        }
    }

    /** Reads all switches; from now on this replica goes by them. */
    void reload() {
        if (take(transactions.acrossClinics(repository::all))) {
            changes.fire(new SwitchesChanged());
        }
    }

    /** A look that was overtaken by a newer one is passed over. */
    private synchronized boolean take(Switches read) {
        var known = switches;
        if (known != null && known.version() >= read.version()) {
            return false;
        }
        switches = read;
        LOG.infof(
                "Switches of version %d: mode=%s",
                read.version(), read.platform().mode().word());
        return true;
    }
}
