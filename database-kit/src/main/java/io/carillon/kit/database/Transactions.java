package io.carillon.kit.database;

import io.carillon.kit.database.DatabaseUnavailableException.Reason;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.retry.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * Runs a piece of work in one transaction on one pooled connection: committed when it returns, rolled back when it
 * throws. What PostgreSQL answers is sorted here, once, into the few things that a caller can do something about; what
 * it gave up in favour of another transaction is tried again.
 */
@ApplicationScoped
public class Transactions {

    /** Times that a transaction is tried again (R-BOOK-08). */
    private static final int RETRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(80);

    /** What a text for {@link #atOnce} begins with; its parameters are the clinic and {@link #lockTimeout}. */
    public static final String ENTER =
            "select set_config('carillon.org_id', ?, true), set_config('lock_timeout', ?, true)";

    /** Less than a statement may take (microprofile-config.properties, 4 s): who waited for a lock in vain is to hear just that. */
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(3500);

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final ConnectionPools pools;
    private final PoolSettings settings;
    private final Metrics metrics;
    private final Backoff backoff;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);

    Transactions(ConnectionPools pools, PoolSettings settings, Metrics metrics, RandomGenerator random, Clock clock) {
        this.pools = pools;
        this.settings = settings;
        this.metrics = metrics;
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /** SQL that belongs together; run again when PostgreSQL gave it up, so it keeps nothing of a try that failed. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * Work for a caller: row-level security shows and lets write only {@code clinic}.
     *
     * @throws DatabaseUnavailableException when there is no connection to be had or it was lost; nothing was written,
     *     unless the connection was lost in the middle of the commit, whose outcome then nobody knows
     * @throws ConstraintViolatedException when a named constraint refused a row; nothing was written
     * @throws OutOfTimeException when this got no connection, or no lock, for as long as the caller waits; nothing was
     *     written
     * @throws RolledBackException when PostgreSQL gave the transaction up for any other reason; nothing was written
     */
    public <T> T inClinic(UUID clinic, Work<T> work) {
        return inClinic(clinic, Optional.empty(), work);
    }

    /**
     * @param deadline when the caller no longer waits, be it for a connection, for others who hold what this needs, or
     *     for another try; empty for one who did not say
     */
    public <T> T inClinic(UUID clinic, Optional<Instant> deadline, Work<T> work) {
        return tried(pools.callers(), connection -> {
            enter(connection, clinic, lockTimeout(deadline, clock.instant()));
            return work.in(connection);
        });
    }

    /**
     * Work over all clinics: jobs, and questions whose something is. Never to write on a caller's behalf.
     *
     * @throws DatabaseUnavailableException as {@link #inClinic(UUID, Work)} does, and so on
     */
    public <T> T acrossClinics(Work<T> work) {
        return tried(pools.jobs(), work);
    }

    /** Reads what a caller may see: the clinic that the caller speaks for, or all of them. */
    public <T> T visibleTo(Optional<UUID> clinic, Work<T> work) {
        return clinic.map(only -> inClinic(only, work)).orElseGet(() -> acrossClinics(work));
    }

    /**
     * A transaction that is a single exchange with the server: {@code work} executes one statement text, whose first
     * part must set {@code carillon.org_id} as {@link #inClinic} does; the server commits at its end.
     */
    public <T> T atOnce(Work<T> work) {
        return retried(() -> pools.callers().lend(connection -> timed(pools.callers(), () -> work.in(connection))));
    }

    private static void enter(Connection connection, UUID clinic, String lockTimeout) throws SQLException {
        try (var select = connection.prepareStatement(ENTER)) {
            select.setString(1, clinic.toString());
            select.setString(2, lockTimeout);
            select.execute();
        }
    }

    /** The value of {@code lock_timeout} for one who waits as long as anybody may. */
    public static String lockTimeout() {
        return LOCK_PATIENCE.toMillis() + "ms";
    }

    /**
     * The value of {@code lock_timeout} for one who waits until {@code deadline}; zero would mean for ever.
     *
     * @throws OutOfTimeException when it has passed
     */
    public static String lockTimeout(Optional<Instant> deadline, Instant now) {
        if (deadline.isEmpty()) {
            return lockTimeout();
        }
        var left = Duration.between(now, deadline.get());
        if (!left.isPositive()) {
            throw new OutOfTimeException();
        }
        return Math.clamp(left.toMillis(), 1, LOCK_PATIENCE.toMillis()) + "ms";
    }

    private <T> T tried(ConnectionPool pool, Work<T> work) {
        return retried(() -> pool.lend(connection -> timed(pool, () -> inTransaction(connection, work))));
    }

    /** From the connection in hand to the end of the transaction (R-PERF-13); queueing for it is the pool's matter. */
    private <T> T timed(ConnectionPool pool, Try<T> transaction) throws SQLException {
        var began = System.nanoTime();
        try {
            return transaction.once();
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - began);
            metrics.time("db.transaction.duration", pool.labels(), took);
            if (took.compareTo(settings.slow()) > 0) {
                metrics.count("db.transaction.slow", pool.labels());
            }
        }
    }

    /** One try of a transaction. */
    @FunctionalInterface
    private interface Try<T> {
        T once() throws SQLException;
    }

    private <T> T retried(Try<T> tried) {
        for (int attempt = 1; ; attempt++) {
            try {
                return tried.once();
            } catch (SQLException e) {
                if (!SqlStates.givenUpForAnother(e) || attempt > RETRIES) {
                    throw sorted(e);
                }
                LOG.warnf("%s: attempt=%d sqlState=%s", SqlStates.collision(e), attempt, SqlStates.of(e));
                metrics.count("db.transaction.retries", Map.of("sqlstate", SqlStates.of(e)));
                pause(attempt);
            } catch (DatabaseUnavailableException e) {
                throw logged(e);
            }
        }
    }

    /** Those who collided do not come back together; a service that stops keeps nobody waiting. */
    private void pause(int attempt) {
        try {
            var _ = stopping.await(backoff.after(attempt).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var result = work.in(connection);
            connection.commit();
            return result;
        } catch (Throwable e) {
            // Of an Error too: the pool makes the connection commit by itself again, which commits what was begun.
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private RuntimeException sorted(SQLException e) {
        if (SqlStates.unreachable(e)) {
            return logged(new DatabaseUnavailableException(Reason.UNREACHABLE, String.valueOf(e.getMessage())));
        }
        if (SqlStates.lockTimeout(e)) {
            return new OutOfTimeException();
        }
        if (e instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            var message = refused.getServerErrorMessage();
            if (message.getConstraint() != null) {
                return violated(message.getTable(), message.getConstraint(), e);
            }
        }
        return new RolledBackException(SqlStates.of(e), e);
    }

    /** A row that refers to nothing, or has nothing where something belongs, is a fault of ours or of the data (R-BOOK-33). */
    private RuntimeException violated(@Nullable String table, String constraint, SQLException e) {
        metrics.count("db.constraint.violations", Map.of("constraint", constraint));
        if (SqlStates.dataFault(e)) {
            LOG.errorf("constraint violated: table=%s constraint=%s sqlState=%s", table, constraint, SqlStates.of(e));
        }
        return new ConstraintViolatedException(constraint, e);
    }

    private static RuntimeException logged(DatabaseUnavailableException unavailable) {
        LOG.errorf("%s: %s", unavailable.reason().logged(), unavailable.found());
        return unavailable;
    }
}
