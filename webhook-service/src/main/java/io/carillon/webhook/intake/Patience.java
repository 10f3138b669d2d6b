package io.carillon.webhook.intake;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One time limit for many things that are waited for. They run out in the order in which they came, so that one look now
 * and then at the oldest does for all; a timer for each costs as much as the rest of the way to Kafka. Looks only while
 * something is waited for. Thread-safe.
 */
final class Patience {

    /** Of the time limit: how late a thing may be found late. */
    private static final int LOOKS = 20;

    private final long nanos;
    private final Executor soon;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** As many as are waited for: whoever is answered holds a connection. */
    private record Waiting(long until, CompletableFuture<?> result) {}

    /** @param limit above zero */
    Patience(Duration limit) {
        this.nanos = limit.toNanos();
        this.soon = CompletableFuture.delayedExecutor(Math.max(1, nanos / LOOKS), TimeUnit.NANOSECONDS);
    }

    /** Fails {@code result} with a {@link TimeoutException} when it is not complete in time. */
    void limit(CompletableFuture<?> result) {
        forget();
        waiting.add(new Waiting(System.nanoTime() + nanos, result));
        look();
    }

    /** What is done leaves from the front; what is done behind one that is not, leaves when that one does. */
    private void forget() {
        for (var first = waiting.peek(); first != null && first.result().isDone(); first = waiting.peek()) {
            waiting.remove(first);
        }
    }

    private void look() {
        if (!waiting.isEmpty() && looking.compareAndSet(false, true)) {
            soon.execute(this::expire);
        }
    }

    private void expire() {
        looking.set(false);
        long now = System.nanoTime();
        for (var first = waiting.peek(); first != null && first.until() - now <= 0; first = waiting.peek()) {
            if (waiting.remove(first)) {
                first.result().completeExceptionally(new TimeoutException());
            }
        }
        forget();
        look();
    }
}
