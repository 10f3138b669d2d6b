package io.carillon.booking.dashboard;

import io.carillon.booking.dashboard.TotalsRepository.Figure;
import io.carillon.booking.dashboard.TotalsRepository.Mark;
import io.carillon.booking.mode.PlatformMode;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/** Recounts the days that are due, one replica at a time, some days in a transaction. */
@ApplicationScoped
class TotalsSweep {

    private static final Logger LOG = Logger.getLogger(TotalsSweep.class);

    private final Transactions transactions;
    private final TotalsRepository repository;
    private final DashboardCache cache;
    private final DashboardSettings settings;
    private final PlatformMode mode;

    TotalsSweep(
            Transactions transactions,
            TotalsRepository repository,
            DashboardCache cache,
            DashboardSettings settings,
            PlatformMode mode) {
        this.transactions = transactions;
        this.repository = repository;
        this.cache = cache;
        this.settings = settings;
        this.mode = mode;
    }

    @Scheduled(
            every = "${carillon.totals.look:1s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void sweep() {
        if (!mode.writable()) {
            return;
        }
        try {
            List<Mark> taken;
            do {
                taken = transactions.acrossClinics(this::recountDue);
                taken.stream().map(Mark::clinic).distinct().forEach(cache::forget);
            } while (taken.size() == settings.batch());
        } catch (DatabaseUnavailableException | RolledBackException | OutOfTimeException e) {
            LOG.debugf("totals are counted later: %s", e.getMessage());
        }
    }

    private List<Mark> recountDue(Connection connection) throws SQLException {
        if (!TotalsRepository.TURN.taken(connection)) {
            return List.of();
        }
        repository.markMoved(connection);
        var taken = repository.takeDue(connection, settings.batch());
        for (var figure : Figure.values()) {
            var marks = taken.stream().filter(mark -> mark.figure() == figure).toList();
            if (!marks.isEmpty()) {
                repository.recount(connection, figure, repository.local(connection, marks));
            }
        }
        return taken;
    }
}
