package io.carillon.stack.server;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does a few things at once and waits for all of them. */
public final class Parallel {

    private Parallel() {}

    /** As {@link #run}, once for each item. */
    public static <T> void forEach(Collection<T> items, Consumer<T> action) {
        run(items.stream().<Runnable>map(item -> () -> action.accept(item)).toList());
    }

    /**
     * Returns when all have ended.
     *
     * @throws ServerFailure of the first task, in the order given, that failed
     */
    public static void run(List<Runnable> tasks) {
        var calls = tasks.stream()
                .<Callable<Void>>map(task -> () -> {
                    task.run();
                    return null;
                })
                .toList();
        try (var executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("parallel-", 0).factory())) {
            for (var result : executor.invokeAll(calls)) {
                result.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerFailure failure) {
                throw failure;
            }
            throw new ServerFailure(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted", e);
        }
    }
}
