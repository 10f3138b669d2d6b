package io.carillon.booking.database;

import io.carillon.kit.health.Serviceability;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Knows whether appointments can be read and written: the tables are migrated and PostgreSQL answers. Looks every
 * second, so that {@code /health} has its answer at hand. A service that starts before its database waits for it here.
 */
@ApplicationScoped
class DatabaseWatch implements Serviceability {

    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);

    /** Seconds that PostgreSQL has to answer an empty question. */
    private static final int ANSWER_WITHIN = 2;

    private final ConnectionPool pool;
    private final Flyway flyway;
    private final DurabilityCheck durability;
    private final Event<DatabaseReturned> returned;
    private volatile boolean migrated;
    private volatile boolean away;
    private volatile Optional<String> reason = Optional.of("the database has not been looked at yet");

    DatabaseWatch(ConnectionPools pools, Flyway flyway, DurabilityCheck durability, Event<DatabaseReturned> returned) {
        this.pool = pools.callers();
        this.flyway = flyway;
        this.durability = durability;
        this.returned = returned;
    }

    @Override
    public Optional<String> reasonNotServing() {
        return reason;
    }

    /** First of all observers: whoever starts after this one finds the tables, if PostgreSQL is there. */
    void begin(@Observes @Priority(1) StartupEvent event) {
        look();
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        var found = migrated ? connection() : migration();
        if (!found.equals(reason)) {
            LOG.infof("Database: %s", found.orElse("serving"));
        }
        reason = found;
        if (away && found.isEmpty()) {
            returned.fireAsync(new DatabaseReturned());
        }
        away = found.isPresent();
    }

    private Optional<String> migration() {
        try {
            if (!pool.lend(durability::passes)) {
                Quarkus.asyncExit(1);
                return Optional.of("the database may forget what it is given");
            }
            flyway.migrate();
            migrated = true;
            return Optional.empty();
        } catch (SQLException | DatabaseUnavailableException e) {
            return Optional.of("the database cannot be reached");
        } catch (FlywayException e) {
            if (SqlStates.causedByUnreachable(e)) {
                return Optional.of("the database cannot be reached");
            }
            LOG.fatal("The tables cannot be migrated; the service ends", e);
            Quarkus.asyncExit(1);
            throw e;
        }
    }

    private Optional<String> connection() {
        try {
            return pool.lend(connection -> connection.isValid(ANSWER_WITHIN))
                    ? Optional.empty()
                    : Optional.of("the database does not answer");
        } catch (SQLException e) {
            return Optional.of("the database cannot be reached");
        } catch (DatabaseUnavailableException e) {
            return switch (e.reason()) {
                case UNREACHABLE -> Optional.of("the database cannot be reached");
                // Those who use all the connections are being served.
                case POOL_EXHAUSTED -> Optional.empty();
            };
        }
    }
}
