package io.carillon.kit.outbox;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries events from the outbox to Kafka: deleted only when acknowledged, in one transaction, so at least once. The
 * order within a key holds, because one relay works at a time and nothing is sent past an event that was not taken.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final Outbox outbox;
    private final EventPublisher publisher;
    private final OutboxSettings settings;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;

    /** By {@link System#nanoTime}; the relay's thread alone knows it. */
    private long sentAt = System.nanoTime();

    OutboxRelay(
            DatabaseWatch database,
            Transactions transactions,
            Outbox outbox,
            EventPublisher publisher,
            OutboxSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.publisher = publisher;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("outbox-relay").start(this::relayUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        outbox.ring();
        if (thread != null) {
            thread.join(settings.acknowledgement());
        }
    }

    private void relayUntilStopped() {
        var failures = 0;
        try {
            while (stopping.getCount() > 0) {
                failures = drained() ? 0 : failures + 1;
                if (failures == 0) {
                    outbox.bell().await(settings.look());
                    gather();
                } else if (stopping.await(pause(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Who was sent something a moment ago waits a little: under load a batch then has many events, and costs hardly more
     * than one. What happens alone is sent at once.
     */
    private void gather() throws InterruptedException {
        var since = System.nanoTime() - sentAt;
        if (since < settings.gather().toNanos()) {
            var unused = stopping.await(settings.gather().toNanos() - since, TimeUnit.NANOSECONDS);
        }
    }

    /** Doubles with each failure. Nobody else is kept off by the broker's silence, so there is nothing to jitter. */
    private Duration pause(int failures) {
        return settings.longestPause().dividedBy(1L << Math.max(0, 5 - failures));
    }

    /** Sends until nothing is left. While the database is away nothing is asked of it; its watch says so, once. */
    private boolean drained() {
        if (database.reasonAway().isPresent()) {
            return false;
        }
        try {
            int sent;
            do {
                sent = transactions.acrossClinics(this::sendBatch);
            } while (sent == settings.batch());
            return true;
        } catch (CompletionException e) {
            LOG.warnf("Events wait in the outbox: Kafka did not acknowledge (%s)", e.getCause());
        } catch (DatabaseUnavailableException e) {
            LOG.warnf("Events wait in the outbox: %s", e.title());
        } catch (RuntimeException e) {
            // Whatever it is, the next look may fare better; a relay that ended would be noticed by nobody.
            LOG.error("Events wait in the outbox", e);
        }
        return false;
    }

    private int sendBatch(Connection connection) throws SQLException {
        var batch = outbox.oldest(connection, settings.batch());
        if (!batch.isEmpty()) {
            acknowledged(batch).join();
            outbox.delete(connection, batch);
            sentAt = System.nanoTime();
        }
        return batch.size();
    }

    /** Stops at the first event that the producer does not even take: a later one must not overtake it. */
    private CompletableFuture<Void> acknowledged(List<Outbox.Pending> batch) {
        var sent = new ArrayList<CompletableFuture<Void>>(batch.size());
        for (var pending : batch) {
            var acknowledgement = publisher.publish(pending.event()).toCompletableFuture();
            sent.add(acknowledgement);
            if (acknowledgement.isCompletedExceptionally()) {
                break;
            }
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .orTimeout(settings.acknowledgement().toMillis(), TimeUnit.MILLISECONDS);
    }
}
