package io.carillon.booking.calendar;

import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells Google what it has not heard: claims a batch of due rows, lets go of the database, asks Google for all of them
 * at once, writes down how each ended. Any number of replicas do so side by side; a row that one of them died with is
 * due again when its lease is over.
 */
@ApplicationScoped
class CalendarWorker {

    private static final Logger LOG = Logger.getLogger(CalendarWorker.class);

    private final Transactions transactions;
    private final SyncRepository syncs;
    private final EventSync sync;
    private final OutcomeWriter outcomes;
    private final CalendarQueue queue;
    private final GoogleBreaker breaker;
    private final GoogleAccount account;
    private final CalendarCheck check;
    private final CalendarSettings settings;
    private final Clock clock;
    private final ExecutorService rows = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;
    private @Nullable Thread thread;

    @SuppressWarnings("TooManyParameters")
    CalendarWorker(
            Transactions transactions,
            SyncRepository syncs,
            EventSync sync,
            OutcomeWriter outcomes,
            CalendarQueue queue,
            GoogleBreaker breaker,
            GoogleAccount account,
            CalendarCheck check,
            CalendarSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.syncs = syncs;
        this.sync = sync;
        this.outcomes = outcomes;
        this.queue = queue;
        this.breaker = breaker;
        this.account = account;
        this.check = check;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (account.client().isEmpty()) {
            LOG.info("No GOOGLE_CLIENT_ID: appointments are not told to Google calendars");
            return;
        }
        thread = Thread.ofVirtual().name("calendar-worker").start(this::workUntilStopped);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        queue.ring();
        if (thread != null) {
            thread.join(settings.connect().plus(settings.answer()));
        }
        rows.shutdownNow();
    }

    private void workUntilStopped() {
        try {
            while (!stopping) {
                if (!roundLeftMore()) {
                    queue.awaitRing(settings.look());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether more may be due already. */
    private boolean roundLeftMore() throws InterruptedException {
        try {
            if (breaker.hasRecovered()) {
                check.afterOutage();
            }
            // While the breaker is open one row is enough to find out whether Google is back.
            var limit = breaker.closed() ? settings.batch() : 1;
            return round(limit) == settings.batch();
        } catch (DatabaseUnavailableException e) {
            LOG.debugf("calendars wait: %s", e.title());
        } catch (RuntimeException e) {
            // Whatever it is, the next look may fare better; a worker that ended would be noticed by nobody.
            LOG.error("Calendars wait", e);
        }
        return false;
    }

    /** One batch. @return rows claimed */
    int round(int limit) throws InterruptedException {
        var now = clock.instant();
        var claims = transactions.acrossClinics(
                connection -> syncs.claim(connection, limit, now, now.plus(settings.lease())));
        finished(claims.stream()
                .<Future<?>>map(claim -> rows.submit(() -> work(claim)))
                .toList());
        return claims.size();
    }

    private static void finished(List<Future<?>> all) throws InterruptedException {
        for (var one : all) {
            try {
                one.get();
            } catch (java.util.concurrent.ExecutionException e) {
                // Its lease ends, and it is tried again.
                LOG.error("An appointment could not be told to its calendar", e.getCause());
            }
        }
    }

    private void work(Claim claim) {
        outcomes.write(claim, sync.sync(claim));
    }
}
