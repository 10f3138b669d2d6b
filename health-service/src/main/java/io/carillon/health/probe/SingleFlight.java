package io.carillon.health.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One measurement at a time, shared by all who ask while it runs. An open path must not let its callers open as many
 * connections as they send requests, and none of them waits longer than the limit.
 */
public final class SingleFlight<T> {

    /** A measurement; ends by itself, at the latest some seconds after whoever asked has stopped waiting. */
    @FunctionalInterface
    public interface Measurement<T> {
        T measure() throws InterruptedException;
    }

    private @Nullable CompletableFuture<T> flying;

    /** The value as measured now; empty when it is not there within {@code limit}. */
    public Optional<T> ask(Duration limit, Measurement<T> measurement) throws InterruptedException {
        try {
            return Optional.of(join(measurement).get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a measurement broke instead of telling its result", e.getCause());
        }
    }

    private synchronized CompletableFuture<T> join(Measurement<T> measurement) {
        if (flying == null || flying.isDone()) {
            var started = new CompletableFuture<T>();
            Thread.ofVirtual().name("measurement").start(() -> complete(started, measurement));
            flying = started;
        }
        return flying;
    }

    private static <T> void complete(CompletableFuture<T> started, SingleFlight.Measurement<T> measurement) {
        try {
            started.complete(measurement.measure());
        } catch (InterruptedException | RuntimeException e) {
            started.completeExceptionally(new CompletionException(e));
        }
    }
}
