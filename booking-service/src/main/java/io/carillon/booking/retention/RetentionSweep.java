package io.carillon.booking.retention;

import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.database.Turn;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes away what is past its time, one replica at a time. Nothing goes while the platform is closed for writing: whoever
 * takes stock after a fault needs the rows.
 */
@ApplicationScoped
class RetentionSweep {

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);

    private static final Turn TURN = new Turn("carillon retention");

    private final Transactions transactions;
    private final RetentionRepository repository;
    private final RetentionSettings settings;
    private final PlatformMode mode;
    private final Clock clock;
    private final Map<RetentionClass, Long> due = new ConcurrentHashMap<>();

    RetentionSweep(
            Transactions transactions,
            RetentionRepository repository,
            RetentionSettings settings,
            PlatformMode mode,
            Metrics metrics,
            Clock clock) {
        this.transactions = transactions;
        this.repository = repository;
        this.settings = settings;
        this.mode = mode;
        this.clock = clock;
        check(settings.periods().keySet());
        for (var kept : RetentionClass.values()) {
            metrics.gauge(
                    "retention.due",
                    Map.of("class", kept.word()),
                    () -> due.containsKey(kept) ? due.get(kept) : Double.NaN);
        }
    }

    private static void check(Set<String> named) {
        var known =
                Arrays.stream(RetentionClass.values()).map(RetentionClass::word).collect(Collectors.toSet());
        for (var name : named) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "carillon.retention.periods names '%s'; expected one of %s".formatted(name, known));
            }
        }
    }

    @Scheduled(
            every = "${carillon.retention.look:1h}",
            delayed = "${carillon.retention.delay:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        for (var kept : RetentionClass.values()) {
            try {
                sweep(kept, settings.dryRun() || !mode.writable());
            } catch (DatabaseUnavailableException | RolledBackException | OutOfTimeException e) {
                LOG.warnf("Retention of %s waits for the next sweep: %s", kept.word(), e.getMessage());
            }
        }
    }

    /** @param dryRun only counts */
    void sweep(RetentionClass kept, boolean dryRun) {
        var before = clock.instant().minus(settings.period(kept));
        var gone = dryRun ? 0 : deleted(kept, before);
        due.put(kept, transactions.acrossClinics(connection -> repository.due(connection, kept, before)));
        if (gone > 0) {
            LOG.infof("Retention: class=%s deleted=%d", kept.word(), gone);
        }
    }

    private long deleted(RetentionClass kept, Instant before) {
        var gone = 0L;
        for (int batch = 0; batch < settings.batches(); batch++) {
            var deleted = transactions.acrossClinics(connection ->
                    TURN.taken(connection) ? repository.delete(connection, kept, before, settings.batch()) : 0);
            gone += deleted;
            if (deleted < settings.batch()) {
                break;
            }
        }
        return gone;
    }
}
