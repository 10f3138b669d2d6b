package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.database.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs checks and keeps what they found; one complete run at a time over all replicas. */
@ApplicationScoped
class DataChecks {

    /** Held until commit or rollback. */
    private static final Turn TURN = new Turn("carillon datacheck");

    private final Transactions transactions;
    private final Inspector inspector;
    private final ResultRepository results;
    private final DataCheckMetrics metrics;
    private final DataCheckSettings settings;
    private final Clock clock;

    DataChecks(
            Transactions transactions,
            Inspector inspector,
            ResultRepository results,
            DataCheckMetrics metrics,
            DataCheckSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.inspector = inspector;
        this.results = results;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    /** Runs one check now, because somebody asked. */
    CheckResult run(Check check) {
        var result = transactions.acrossClinics(connection -> kept(connection, check, Cause.ASKED));
        metrics.seen(result);
        return result;
    }

    /**
     * Runs all checks, unless one of the replicas has begun within {@code pause}; one that is at it is waited for.
     *
     * @return what was found; empty where another replica has done it
     */
    List<CheckResult> runAll(Cause cause, Duration pause) {
        var found = transactions.acrossClinics(connection -> all(connection, cause, pause));
        found.forEach(metrics::seen);
        return found;
    }

    private List<CheckResult> all(Connection connection, Cause cause, Duration pause) throws SQLException {
        // Waited for: a round after an outage must not be lost to a glance at whether the daily one is due.
        TURN.await(connection);
        if (begunSince(connection, cause, clock.instant().minus(pause))) {
            return List.of();
        }
        var found = new ArrayList<CheckResult>();
        for (var check : Check.values()) {
            found.add(kept(connection, check, cause));
        }
        results.forget(connection, clock.instant().minus(settings.keep()));
        return found;
    }

    private CheckResult kept(Connection connection, Check check, Cause cause) throws SQLException {
        var result = inspector.run(connection, check, cause);
        results.insert(connection, result);
        return result;
    }

    private boolean begunSince(Connection connection, Cause cause, Instant time) throws SQLException {
        return results.lastStart(connection, cause)
                .filter(last -> last.isAfter(time))
                .isPresent();
    }
}
