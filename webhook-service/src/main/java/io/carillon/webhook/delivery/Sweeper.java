package io.carillon.webhook.delivery;

import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes what is past its time, a bounded number of rows in a transaction, so that nobody waits long for its locks. */
@ApplicationScoped
public class Sweeper {

    private static final Logger LOG = Logger.getLogger(Sweeper.class);

    private static final int ROWS = 5_000;

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final Clock clock;

    Sweeper(DatabaseWatch database, Transactions transactions, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Two replicas that sweep at once do each other no harm.
     *
     * @param what for the log
     * @param delete with two parameters: the time before which rows go, and how many at most
     * @return how many went; fewer than there are when the database was away
     */
    public long sweep(String what, String delete, Duration keep) {
        var before = Times.utc(clock.instant().minus(keep));
        long removed = 0;
        try {
            int rows = ROWS;
            while (rows == ROWS && database.reasonAway().isEmpty()) {
                rows = transactions.acrossClinics(connection -> {
                    try (var statement = connection.prepareStatement(delete)) {
                        statement.setObject(1, before);
                        statement.setInt(2, ROWS);
                        return statement.executeUpdate();
                    }
                });
                removed += rows;
            }
        } catch (RuntimeException e) {
            switch (Failure.of(e)) {
                case Failure.Away away -> LOG.infof("retention of the %s goes on later: %s", what, away.reason());
                case Failure.Of failure -> LOG.errorf("retention of the %s failed: %s", what, failure.reason());
            }
        }
        if (removed > 0) {
            LOG.infof("retention: %d rows of the %s removed", removed, what);
        }
        return removed;
    }
}
