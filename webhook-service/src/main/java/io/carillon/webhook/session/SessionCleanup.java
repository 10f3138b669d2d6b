package io.carillon.webhook.session;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Removes sessions that are too old or would never end, once a day by whichever replica finds that it is due, and by hand
 * (R-WEB-22). Never {@code FLUSHDB}: only what is named {@code sess:*}, page by page.
 */
@ApplicationScoped
class SessionCleanup {

    private static final Logger LOG = Logger.getLogger(SessionCleanup.class);

    /** Longer than a clean-up may take, so that a replica that died holds up the next one for so long only. */
    private static final Duration TURN = Duration.ofMinutes(5);

    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final SessionStore store;
    private final CallSessions sessions;
    private final SessionSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    SessionCleanup(SessionStore store, CallSessions sessions, SessionSettings settings, Metrics metrics, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** How a clean-up went. */
    sealed interface Outcome {

        /** @param active sessions that are left */
        record Done(long removed, long active) implements Outcome {}

        /** Another replica is at it. */
        record Busy() implements Outcome {}

        /** The last one is not a day ago. */
        record Early() implements Outcome {}
    }

    /** Asks often whether it is due: a replica that was away at the hour, or a Redis, then costs minutes and not a day. */
    @Scheduled(
            identity = "session-cleanup",
            every = "10m",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void daily() {
        try {
            LOG.debugf("session clean-up: %s", clean(settings.cleanupEvery()));
        } catch (SessionsUnavailable e) {
            LOG.warnf("sessions are not cleaned up: Redis does not answer (%s)", e.getMessage());
        }
    }

    Outcome now() throws SessionsUnavailable {
        return clean(Duration.ZERO);
    }

    private Outcome clean(Duration due) throws SessionsUnavailable {
        var token = UUID.randomUUID().toString();
        return switch (store.takeTurn(token, TURN, due)) {
            case OURS -> clean(token);
            case BUSY -> new Outcome.Busy();
            case EARLY -> new Outcome.Early();
        };
    }

    private Outcome clean(String token) throws SessionsUnavailable {
        var begun = clock.instant();
        var done = false;
        try {
            var until = begun.plus(LONGEST);
            var removed = store.sweep(until) + store.reconcile(until);
            done = true;
            var active = sessions.count();
            metrics.count("sessions.cleanups", Map.of());
            LogFields.of("duration_ms", Duration.between(begun, clock.instant()).toMillis())
                    .with("removed", removed)
                    .with("active", active)
                    .info("session", "session_cleanup");
            return new Outcome.Done(removed, active);
        } finally {
            store.endTurn(token, done);
        }
    }
}
