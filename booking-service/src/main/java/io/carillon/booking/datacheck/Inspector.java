package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.booking.datacheck.CheckResult.Count;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Runs one check on a connection that sees all clinics. */
@ApplicationScoped
class Inspector {

    /** R-BOOK-26: samples, ids only. */
    private static final int SAMPLES = 20;

    private static final Logger LOG = Logger.getLogger(Inspector.class);

    private final FaultCatalog catalog;
    private final Clock clock;

    Inspector(FaultCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** A check that PostgreSQL breaks off is a result too: unknown, which is not green. */
    CheckResult run(Connection connection, Check check, Cause cause) throws SQLException {
        var started = clock.instant();
        var before = connection.setSavepoint();
        List<Count> counts = List.of();
        Optional<String> failure = Optional.empty();
        try {
            counts = counted(connection, check);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (connection.isClosed() || !connection.isValid(1)) {
                throw e;
            }
            connection.rollback(before);
            failure = Optional.of("SQL state " + e.getSQLState());
        }
        var took = Duration.between(started, clock.instant()).toMillis();
        var result = new CheckResult(check, cause, started, Math.max(0, took), counts, failure);
        log(result);
        return result;
    }

    private List<Count> counted(Connection connection, Check check) throws SQLException {
        var counts = new ArrayList<Count>();
        for (var fault : catalog.of(check)) {
            var found = fault.search().in(connection, SAMPLES);
            counts.add(new Count(
                    fault.name(),
                    fault.alarming(),
                    found.count(),
                    found.hits().stream().map(Hit::shown).toList()));
        }
        return counts;
    }

    private static void log(CheckResult result) {
        result.failure()
                .ifPresent(why -> LOG.errorf(
                        "Data check failed: check=%s %s", result.check().word(), why));
        for (var count : result.faults()) {
            if (count.alarming() && count.count() > 0) {
                LOG.errorf(
                        "Data check found: check=%s fault=%s count=%d",
                        result.check().word(), count.fault(), count.count());
            }
        }
    }
}
