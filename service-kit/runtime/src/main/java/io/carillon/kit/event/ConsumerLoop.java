package io.carillon.kit.event;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One consumer on one thread: poll, handle, commit. When a handler fails, the record is handed over again after a pause
 * that grows to ten seconds; nothing is skipped and nothing behind it overtakes it.
 */
final class ConsumerLoop {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final String name;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Subscription subscription;
    private final boolean commits;
    private final Handling handling;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<String, byte[]>> current = new AtomicReference<>();
    private final Thread thread;
    private long pauseMs = FIRST_PAUSE_MS;
    private volatile long behind;

    /** How a new consumer comes to its partitions. */
    @FunctionalInterface
    interface Subscription {
        void on(Consumer<String, byte[]> consumer);
    }

    ConsumerLoop(
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            Subscription subscription,
            boolean commits,
            Handling handling) {
        this.name = name;
        this.consumers = consumers;
        this.subscription = subscription;
        this.commits = commits;
        this.handling = handling;
        this.thread = Thread.ofPlatform().daemon().name("events-" + name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Events on its partitions that were not handled yet, after the last look at the broker. */
    long behind() {
        return behind;
    }

    void close() {
        stopping.countDown();
        var consumer = current.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                LOG.warnf("consumer %s did not stop in 5 s", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }

    private void run() {
        while (!stopped()) {
            try (var consumer = consumers.get()) {
                current.set(consumer);
                subscription.on(consumer);
                while (!stopped()) {
                    handleAll(consumer, consumer.poll(POLL));
                }
            } catch (WakeupException e) {
                LOG.debugf("consumer %s was woken to stop", name);
            } catch (RuntimeException | Error e) {
                // Errors too: a thread that ended would be noticed by nobody, and its events would wait for ever.
                if (!stopped()) {
                    LOG.warnf("consumer %s begins anew after %s", name, e.toString());
                    pause();
                }
            }
        }
    }

    private void handleAll(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        var outcome = handling.of(records, this::stopped);
        outcome.left().forEach(consumer::seek);
        if (outcome.progress()) {
            pauseMs = FIRST_PAUSE_MS;
        }
        if (commits && !records.isEmpty()) {
            commit(consumer);
        }
        // The consumer remembers where the broker's log ended at its last fetch: nobody is asked for it.
        behind = consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum();
        var failure = outcome.failure();
        if (failure != null) {
            say(failure, outcome.left().toString());
            pause();
        }
    }

    private void say(Throwable failure, String where) {
        if (failure instanceof TryLaterException) {
            LOG.debugf("consumer %s waits: %s", name, failure.getMessage());
        } else {
            LOG.warnf(
                    failure,
                    "exception in the handler of %s at %s; it is handed over again in %d ms",
                    name,
                    where,
                    pauseMs);
        }
    }

    private void commit(Consumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (WakeupException e) {
            // Woken to stop while a handler was at work: what it has done must not be handed over again.
            consumer.commitSync();
        }
    }

    private void pause() {
        try {
            if (!stopping.await(pauseMs, TimeUnit.MILLISECONDS)) {
                pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
