package io.carillon.webhook.intake;

import io.carillon.events.EventCodec.Encoded;
import io.carillon.webhook.intake.Spool.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Publishes what lies in the spool, oldest first, and forgets it only when Kafka has acknowledged it: at least once, in
 * order, the repeats carrying the same {@code ce_id}. Waits between failures with exponential backoff and full jitter.
 */
final class SpoolDrain implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SpoolDrain.class);

    /** Records on their way to Kafka at once; the idempotent producer keeps their order. */
    private static final int WINDOW = 500;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Spool spool;
    private final Publication kafka;
    private final RandomGenerator random;
    private final Duration patience;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spool-drain").daemon().factory());
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** In a row; the drain's alone, as is the next. */
    private int failures;

    /** {@link System#nanoTime()} before which Kafka is left alone, whatever is appended meanwhile; counts after a failure. */
    private long notBefore;

    /** @param patience how long Kafka may take to acknowledge an event before it is sent again */
    SpoolDrain(Spool spool, Publication kafka, RandomGenerator random, Duration patience) {
        this.spool = spool;
        this.kafka = kafka;
        this.random = random;
        this.patience = patience;
    }

    /** Sees to it that what is in the spool now is published. */
    void wake() {
        again(Duration.ZERO);
    }

    private void schedule(Duration pause) {
        try {
            var unused = thread.schedule(this::run, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the spool is being closed; the next start publishes what is left");
        }
    }

    private void run() {
        // Cleared first: an append during the last look at the spool schedules another look.
        scheduled.set(false);
        long early = notBefore - System.nanoTime();
        if (failures > 0 && early > 0) {
            again(Duration.ofNanos(early));
            return;
        }
        try {
            while (true) {
                var entries = spool.next();
                if (entries.isEmpty()) {
                    failures = 0;
                    return;
                }
                if (!publish(entries)) {
                    retryLater();
                    return;
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            // Whatever it is: an executor would swallow it, and what is spooled would wait for the next append.
            LOG.error("exception while draining the spool; trying again", e);
            retryLater();
        }
    }

    private void retryLater() {
        failures++;
        var pause = pause();
        notBefore = System.nanoTime() + pause.toNanos();
        again(pause);
    }

    /** Unless a look is scheduled already, which sees all that is there. */
    private void again(Duration pause) {
        if (scheduled.compareAndSet(false, true)) {
            schedule(pause);
        }
    }

    private Duration pause() {
        long ceiling = Math.min(LONGEST_PAUSE.toMillis(), SHORTEST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(random.nextLong(ceiling / 2, ceiling + 1));
    }

    private boolean publish(List<Entry> entries) {
        int from = 0;
        while (from < entries.size()) {
            // After a failure one event goes ahead alone: none may overtake it while Kafka is only just coming back.
            int size = failures > 0 ? 1 : WINDOW;
            var window = entries.subList(from, Math.min(from + size, entries.size()));
            int acknowledged = acknowledged(window);
            spool.drained(window.subList(0, acknowledged));
            if (acknowledged < window.size()) {
                return false;
            }
            failures = 0;
            from += acknowledged;
        }
        LOG.infof("webhook spool: %d events published, %d left", entries.size(), spool.depth());
        return true;
    }

    /** How many of {@code window}, from its beginning, Kafka has. */
    private int acknowledged(List<Entry> window) {
        var sent = new ArrayList<CompletableFuture<Void>>(window.size());
        for (var entry : window) {
            var sending = send(entry);
            if (sending.isCompletedExceptionally()) {
                break;
            }
            sent.add(sending);
        }
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                LOG.debugf("Kafka did not take event %d of %d from the spool: %s", i, window.size(), e.toString());
                return i;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return i;
            }
        }
        return sent.size();
    }

    private CompletableFuture<Void> send(Entry entry) {
        return SpooledEvent.read(entry.content()).map(this::attempt).orElseGet(() -> {
            LOG.errorf(
                    "a spooled event of %d bytes is of another release's form and is left out", entry.content().length);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** A client that throws, as one that is closed or out of buffers does, is one that did not take it. */
    private CompletableFuture<Void> attempt(Encoded event) {
        try {
            return kafka.publish(event).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
