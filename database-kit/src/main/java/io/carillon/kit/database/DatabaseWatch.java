package io.carillon.kit.database;

import io.carillon.kit.database.DatabaseUnavailableException.Reason;
import io.carillon.kit.health.Serviceability;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Knows whether this service's tables can be read and written: they are migrated and PostgreSQL answers. Looks every
 * second, so that {@code /health} has its answer at hand. A service that starts before its database waits for it here;
 * one that does not hang on it ({@code carillon.database.required=false}) starts and serves meanwhile.
 */
@ApplicationScoped
public class DatabaseWatch implements Serviceability {

    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);

    /** Seconds that PostgreSQL has to answer an empty question. */
    private static final int ANSWER_WITHIN = 2;

    /** Until a migration that was refused is tried again by a service that goes on without it. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * Of all services of one database: two that make tables in one schema at once meet in the catalog's rows, and one is
     * refused ("tuple concurrently updated"). A session's lock, since a migration is many transactions.
     */
    private static final String TURN = "select pg_try_advisory_lock(hashtext('carillon migrations'))";

    private static final String TURN_OVER = "select pg_advisory_unlock(hashtext('carillon migrations'))";

    private static final Optional<String> UNREACHABLE = Optional.of("the database cannot be reached");

    private final ConnectionPool pool;
    private final Flyway flyway;
    private final DurabilityCheck durability;
    private final CapacityCheck capacity;
    private final DatabaseSettings settings;
    private final Event<DatabaseReturned> returned;
    private final Clock clock;
    private volatile boolean migrated;
    private volatile boolean away;
    private volatile Instant nextMigration = Instant.MIN;
    private volatile Optional<String> reason = Optional.of("the database has not been looked at yet");

    DatabaseWatch(
            ConnectionPools pools,
            Flyway flyway,
            DurabilityCheck durability,
            CapacityCheck capacity,
            DatabaseSettings settings,
            Event<DatabaseReturned> returned,
            Clock clock) {
        this.pool = pools.callers();
        this.flyway = flyway;
        this.durability = durability;
        this.capacity = capacity;
        this.settings = settings;
        this.returned = returned;
        this.clock = clock;
    }

    /** Why the tables cannot be used, as of the last look; empty while they can. */
    public Optional<String> reasonAway() {
        return reason;
    }

    @Override
    public Optional<String> reasonNotServing() {
        return settings.required() ? reason : Optional.empty();
    }

    /** First of all observers: whoever starts after this one finds the tables, if PostgreSQL is there. */
    void begin(@Observes @Priority(1) StartupEvent event) {
        if (settings.required()) {
            look();
        }
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        if (clock.instant().isBefore(nextMigration)) {
            return;
        }
        var found = migrated ? connection() : migration();
        if (!found.equals(reason)) {
            say(found);
        }
        reason = found;
        if (away && found.isEmpty()) {
            returned.fireAsync(new DatabaseReturned());
        }
        away = found.isPresent();
    }

    private static void say(Optional<String> found) {
        if (found.equals(UNREACHABLE)) {
            LOG.errorf("%s: %s", Reason.UNREACHABLE.logged(), found.get());
        } else {
            LOG.infof("Database: %s", found.orElse("serving"));
        }
    }

    private Optional<String> migration() {
        try {
            return pool.lend(this::migration);
        } catch (SQLException | DatabaseUnavailableException e) {
            return UNREACHABLE;
        } catch (FlywayException e) {
            if (SqlStates.causedByUnreachable(e)) {
                return UNREACHABLE;
            }
            LOG.fatal("The tables cannot be migrated", e);
            return refused("the tables cannot be migrated");
        }
    }

    private Optional<String> migration(Connection connection) throws SQLException {
        if (!durability.passes(connection)) {
            return refused("the database may forget what it is given");
        }
        if (!capacity.passes(connection)) {
            return refused("the database allows fewer connections than the replicas may open");
        }
        if (!yes(connection, TURN)) {
            return Optional.of("another service is migrating its tables");
        }
        try {
            flyway.migrate();
        } finally {
            yes(connection, TURN_OVER);
        }
        migrated = true;
        return Optional.empty();
    }

    /** What will be no different in a second: a service that cannot do without ends, so that somebody sees it. */
    private Optional<String> refused(String why) {
        if (settings.required()) {
            Quarkus.asyncExit(1);
        }
        nextMigration = clock.instant().plus(PATIENCE);
        return Optional.of(why);
    }

    private static boolean yes(Connection connection, String question) throws SQLException {
        try (var select = connection.createStatement();
                var row = select.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private Optional<String> connection() {
        try {
            return pool.lend(connection -> connection.isValid(ANSWER_WITHIN))
                    ? Optional.empty()
                    : Optional.of("the database does not answer");
        } catch (SQLException e) {
            return UNREACHABLE;
        } catch (DatabaseUnavailableException e) {
            return switch (e.reason()) {
                case UNREACHABLE -> UNREACHABLE;
                // Those who use all the connections are being served.
                case POOL_EXHAUSTED -> Optional.empty();
            };
        }
    }
}
