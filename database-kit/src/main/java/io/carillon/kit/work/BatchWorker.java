package io.carillon.kit.work;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.DatabaseWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works due rows off: claims a batch for the time of a lease, lets go of the database, works on all of the batch at once,
 * each row on a virtual thread. Any number of replicas do so side by side; a row that one of them died with is due again
 * when its lease is over.
 *
 * @param <C> a claimed row
 */
public final class BatchWorker<C> {

    private static final Logger LOG = Logger.getLogger(BatchWorker.class);

    private final Settings settings;
    private final DatabaseWatch database;
    private final Bell bell;
    private final Supplier<List<C>> claim;
    private final Consumer<C> work;
    private final ExecutorService rows = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    /**
     * @param name of its thread and in its logs
     * @param batch when so many rows were claimed, more may be due already
     * @param look how long is waited for the bell
     * @param row how long the work on one row takes at most; so long is waited for it at the end
     */
    public record Settings(String name, int batch, Duration look, Duration row) {}

    /**
     * @param claim the rows that are due, in a transaction of its own
     * @param work takes one of them to where it is not due, or due later
     */
    public BatchWorker(
            Settings settings, DatabaseWatch database, Bell bell, Supplier<List<C>> claim, Consumer<C> work) {
        this.settings = settings;
        this.database = database;
        this.bell = bell;
        this.claim = claim;
        this.work = work;
    }

    public void start() {
        thread = Thread.ofVirtual().name(settings.name()).start(this::workUntilStopped);
    }

    /** Waits for the batch at hand. */
    public void stop() throws InterruptedException {
        stopping = true;
        bell.ring();
        if (thread != null) {
            thread.join(settings.row());
        }
        rows.shutdownNow();
    }

    private void workUntilStopped() {
        try {
            while (!stopping) {
                if (!roundLeftMore()) {
                    bell.await(settings.look());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether more may be due already. While the database is away nothing is asked of it; its watch says so, once. */
    private boolean roundLeftMore() throws InterruptedException {
        if (database.reasonAway().isPresent()) {
            return false;
        }
        try {
            return round() == settings.batch();
        } catch (DatabaseUnavailableException e) {
            LOG.debugf("%s waits: %s", settings.name(), e.title());
        } catch (RuntimeException e) {
            // Whatever it is, the next look may fare better; a worker that ended would be noticed by nobody.
            LOG.errorf(e, "%s waits", settings.name());
        }
        return false;
    }

    /** One batch. @return rows claimed */
    public int round() throws InterruptedException {
        var claimed = claim.get();
        finished(claimed.stream()
                .<Future<?>>map(row -> rows.submit(() -> work.accept(row)))
                .toList());
        return claimed.size();
    }

    private void finished(List<Future<?>> all) throws InterruptedException {
        for (var one : all) {
            try {
                one.get();
            } catch (ExecutionException e) {
                // Its lease ends, and it is due again.
                LOG.errorf(e.getCause(), "%s could not finish a row", settings.name());
            }
        }
    }
}
