package io.carillon.webhook.session;

import io.carillon.events.CallEvent.CallbackAccepted;
import io.carillon.events.CloudEvent;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.intake.CallbackWatcher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Calls in progress as sessions, and how many sessions there are. A caller never waits for it: changes are gathered and
 * told to Redis several times a second. While Redis is away they are kept, within a bound; the calls themselves need no
 * session and go on.
 */
@ApplicationScoped
class CallSessions implements CallbackWatcher {

    private static final Logger LOG = Logger.getLogger(CallSessions.class);

    /** Calls whose change is not told yet; more means that Redis has been away for long. */
    private static final int MAX_WAITING = 10_000;

    /** Changes told in one go: a millisecond of Redis' one thread. */
    private static final int BATCH = 500;

    /** How old the number may be, and beyond what age it is no longer told. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Duration KNOWN = Duration.ofSeconds(30);

    private final Map<String, Change> waiting = new ConcurrentHashMap<>();
    private final SessionStore store;
    private final SessionSettings settings;
    private final Metrics metrics;
    private final Clock clock;
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sessions").factory());

    private volatile Count count = new Count(0, Instant.EPOCH);
    private volatile boolean away;

    /** How many sessions there were, and when. */
    private record Count(long active, Instant at) {}

    CallSessions(SessionStore store, SessionSettings settings, Metrics metrics, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("active.sessions", Map.of(), this::active);
        var every = settings.gather().toMillis();
        var telling = teller.scheduleWithFixedDelay(this::tell, every, every, TimeUnit.MILLISECONDS);
        LOG.debugf("sessions of calls are told every %d ms: %s", every, telling);
    }

    void stop(@Observes ShutdownEvent event) {
        teller.shutdown();
        tell();
    }

    @Override
    public void accepted(CloudEvent<CallbackAccepted> event) {
        CallChanges.of(event.data(), event.clinic()).ifPresent(this::wait);
    }

    private void wait(Change change) {
        if (waiting.size() < MAX_WAITING || waiting.containsKey(change.id())) {
            waiting.merge(change.id(), change, Change::then);
        } else {
            // It expires by itself, or is not counted: no call depends on it.
            metrics.count("sessions.changes.dropped", Map.of());
        }
    }

    /** How many sessions there are over all replicas; not a number while Redis does not say. */
    double active() {
        var known = count;
        return known.at().isBefore(clock.instant().minus(KNOWN)) ? Double.NaN : known.active();
    }

    /** As {@link #active}, asked now. */
    long count() throws SessionsUnavailable {
        return told(List.of()).active();
    }

    /** Tells Redis at once, and keeps the number that it answers. */
    SessionStore.Changed told(List<Change> changes) throws SessionsUnavailable {
        var changed = store.change(changes);
        count = new Count(changed.active(), clock.instant());
        return changed;
    }

    private void tell() {
        try {
            do {
                tell(take());
            } while (waiting.size() >= BATCH && !away);
        } catch (RuntimeException e) {
            // A timer that throws is never run again.
            LOG.error("exception while telling of sessions", e);
        }
    }

    private void tell(List<Change> changes) {
        if (changes.isEmpty() && count.at().isAfter(clock.instant().minus(FRESH))) {
            return;
        }
        try {
            told(changes);
            if (away) {
                away = false;
                LOG.info("sessions: Redis answers again");
            }
        } catch (SessionsUnavailable e) {
            changes.forEach(change -> waiting.merge(change.id(), change, (later, earlier) -> earlier.then(later)));
            if (!away) {
                away = true;
                LOG.warnf("sessions: Redis does not answer (%s); calls go on without", e.getMessage());
            }
        }
    }

    private List<Change> take() {
        var taken = new ArrayList<Change>();
        for (var id : waiting.keySet()) {
            if (taken.size() == BATCH) {
                break;
            }
            var change = waiting.remove(id);
            if (change != null) {
                taken.add(change);
            }
        }
        return taken;
    }
}
