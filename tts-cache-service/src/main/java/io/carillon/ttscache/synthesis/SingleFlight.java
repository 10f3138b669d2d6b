package io.carillon.ttscache.synthesis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Of those who want the same thing at the same time in this process, one does the work and the others wait for it. */
final class SingleFlight<K, V> {
    private final ConcurrentMap<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();

    /** The value that {@code work} gives to the first of them; if it throws, it throws for all of them. */
    V join(K key, Supplier<V> work) {
        CompletableFuture<V> own = new CompletableFuture<>();
        CompletableFuture<V> first = underWay.putIfAbsent(key, own);
        if (first != null) {
            return first.join();
        }
        try {
            V value = work.get();
            own.complete(value);
            return value;
        } catch (Throwable e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, own);
        }
    }
}
