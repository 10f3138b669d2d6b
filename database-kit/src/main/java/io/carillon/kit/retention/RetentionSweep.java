package io.carillon.kit.retention;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.database.Turn;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Takes away what is past its time, one replica at a time. */
@ApplicationScoped
public class RetentionSweep {

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final RetentionRepository repository = new RetentionRepository();
    private final List<Keeper> keepers;
    private final RetentionSettings settings;
    private final Clock clock;
    private final Map<String, Long> due = new ConcurrentHashMap<>();

    public RetentionSweep(
            DatabaseWatch database,
            Transactions transactions,
            @All List<Keeper> keepers,
            RetentionSettings settings,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.keepers = keepers;
        this.settings = settings;
        this.clock = clock;
        check(settings.periods().keySet());
    }

    private void check(Set<String> named) {
        var known = keepers.stream()
                .flatMap(keeper -> keeper.kept().stream())
                .map(Kept::word)
                .collect(Collectors.toSet());
        for (var name : named) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "carillon.retention.periods names '%s'; expected one of %s".formatted(name, known));
            }
        }
    }

    /** Makes this bean at the start, too: a wrong setting ends that, not a sweep in the night. */
    void start(@Observes StartupEvent event, Metrics metrics) {
        for (var keeper : keepers) {
            for (var kept : keeper.kept()) {
                metrics.gauge("retention.due", Map.of("class", kept.word()), () -> {
                    var found = due.get(kept.word());
                    return found == null ? Double.NaN : found;
                });
            }
        }
    }

    /** All kinds; what cannot be done now waits for the next sweep. */
    @Scheduled(
            every = "${carillon.retention.look:1h}",
            delayed = "${carillon.retention.delay:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    public void sweep() {
        for (var keeper : keepers) {
            for (var kept : keeper.kept()) {
                if (database.reasonAway().isPresent()) {
                    return;
                }
                sweep(kept, settings.dryRun() || !keeper.mayDelete());
            }
        }
    }

    private void sweep(Kept kept, boolean dryRun) {
        var before = clock.instant().minus(period(kept));
        try {
            var gone = dryRun ? 0 : deleted(kept, before);
            due.put(kept.word(), transactions.acrossClinics(connection -> repository.due(connection, kept, before)));
            if (gone > 0) {
                LOG.infof("Retention: class=%s deleted=%d", kept.word(), gone);
            }
        } catch (DatabaseUnavailableException | RolledBackException | OutOfTimeException e) {
            LOG.warnf("Retention of %s waits for the next sweep: %s", kept.word(), e.getMessage());
        }
    }

    private Duration period(Kept kept) {
        return settings.periods().getOrDefault(kept.word(), kept.period());
    }

    private long deleted(Kept kept, Instant before) {
        // Held until the end of a transaction: one sweep over all replicas.
        var turn = new Turn("carillon retention " + kept.word());
        var gone = 0L;
        for (int batch = 0; batch < settings.batches(); batch++) {
            var deleted = transactions.acrossClinics(connection ->
                    turn.taken(connection) ? repository.delete(connection, kept, before, settings.batch()) : 0);
            gone += deleted;
            if (deleted < settings.batch()) {
                break;
            }
        }
        return gone;
    }
}
