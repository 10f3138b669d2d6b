package io.carillon.alerting.incident;

import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Clearance;
import io.carillon.alerting.pipeline.Situation;
import io.carillon.kit.config.Deployment;
import io.carillon.kit.metrics.Metrics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Where every decision about incidents is made, one after the other: in the store while it is there, in the journal
 * while it is away. A change is durable on one of them before anybody acts on it.
 *
 * <p>A store that is away comes back only through {@link #takeBack}, which hands it the journal first; so at start.
 */
@ApplicationScoped
class IncidentDesk {

    private static final Logger LOG = Logger.getLogger(IncidentDesk.class);

    private final IncidentStore store;
    private final Clearance clearance;
    private final Clock clock;
    private final Metrics metrics;
    private final Journal journal;
    private final LastSeen lastSeen;
    private final ReentrantLock deciding = new ReentrantLock();
    private volatile Situation view;
    private volatile boolean present;

    IncidentDesk(
            IncidentStore store,
            Clearance clearance,
            StoreSettings settings,
            Deployment deployment,
            Clock clock,
            Metrics metrics)
            throws IOException {
        this.store = store;
        this.clearance = clearance;
        this.clock = clock;
        this.metrics = metrics;
        this.journal = new Journal(settings.journal().resolve(deployment.replica() + ".jsonl"));
        // A restart while the store is away goes on from what the last process saw and wrote down.
        this.lastSeen = new LastSeen(settings.journal().resolve(deployment.replica() + ".open.json"));
        this.view = lastSeen.situation().with(journal.read());
        metrics.gauge("alerting.store.present", Map.of(), () -> present ? 1 : 0);
    }

    /** Whether the store is there, as far as is known. */
    boolean present() {
        return present;
    }

    /** What is open, as of the last look or decision. */
    Situation view() {
        return view;
    }

    /** Makes a decision and makes it last. */
    List<Change> decide(IncidentStore.Decider decider) {
        deciding.lock();
        try {
            if (present) {
                try {
                    var decision = store.decide(decider);
                    see(decision.after());
                    decision.changes().forEach(this::count);
                    return decision.changes();
                } catch (StoreAwayException e) {
                    away(e);
                }
            }
            var changes = decider.decide(view, History.WITHOUT_STORE);
            note(changes);
            return changes;
        } catch (SQLException e) {
            throw new IllegalStateException("a decision without the store asked the store", e);
        } finally {
            deciding.unlock();
        }
    }

    /**
     * Makes what a channel said last: in the store also when the store came back meanwhile, because from then on the
     * store's rows say what is still to be told.
     */
    void record(Change.Attempted attempted) {
        deciding.lock();
        try {
            if (present) {
                try {
                    store.inTransaction(connection -> {
                        new ChangeWriter(connection).write(attempted);
                        return attempted;
                    });
                    see(view.with(List.of(attempted)));
                    return;
                } catch (StoreAwayException e) {
                    away(e);
                }
            }
            note(List.of(attempted));
        } finally {
            deciding.unlock();
        }
    }

    /** Records changes that happened without the store; on disk before anybody sees them. */
    void note(List<Change> changes) {
        deciding.lock();
        try {
            journal.append(changes);
        } catch (IOException e) {
            // Paging matters more than remembering: the view still holds what the disk does not.
            LOG.error("the journal cannot be written; changes are in memory only", e);
            metrics.count("alerting.journal.failures", Map.of());
        } finally {
            view = view.with(changes);
            changes.forEach(this::count);
            deciding.unlock();
        }
    }

    /** What the store holds now. */
    private void see(Situation seen) {
        view = seen;
        try {
            lastSeen.remember(seen);
        } catch (IOException e) {
            // Only a restart without the store would miss it.
            LOG.errorf("what is open cannot be written down: %s", e.getMessage());
            metrics.count("alerting.journal.failures", Map.of());
        }
    }

    void away(StoreAwayException why) {
        if (present) {
            LOG.errorf("the incident store is away (%s): the journal stands in", why.getMessage());
        }
        present = false;
    }

    /** Hands the store what the journal holds and looks at what is open; from here on the store decides again. */
    void takeBack() throws StoreAwayException {
        if (!present) {
            store.ping(); // outside the lock: a store that hangs holds up no decision
        }
        deciding.lock();
        try {
            var changes = journal.isEmpty() ? List.<Change>of() : journal.read();
            var seen = store.inTransaction(connection -> {
                var writer = new ChangeWriter(connection);
                for (var change : changes) {
                    writer.write(change);
                }
                var situation = new SituationReader(connection).situation();
                var placed = clearance.place(changes, situation, clock.instant());
                for (var change : placed) {
                    writer.write(change);
                }
                return situation.with(placed);
            });
            see(seen);
            if (!changes.isEmpty()) {
                journal.clear();
                LOG.infof("the incident store is back and took over %d changes", changes.size());
            }
            present = true;
        } catch (IOException e) {
            throw new StoreAwayException("the journal cannot be read: " + e.getMessage());
        } finally {
            deciding.unlock();
        }
    }

    private void count(Change change) {
        if (change instanceof Change.Opened opened) {
            metrics.count(
                    "alerting.incidents.opened",
                    Map.of("rank", "" + opened.alert().rank()));
            // t0 to committed, the broker's clock against ours: never below zero.
            var took = Duration.between(opened.alert().t0(), clock.instant());
            metrics.time("alerting.detection", Map.of(), took.isNegative() ? Duration.ZERO : took);
        }
    }

    @PreDestroy
    void close() throws IOException {
        journal.close();
    }
}
