package io.carillon.health.watch;

import io.carillon.events.HealthEvent.ProbeChecked;
import io.carillon.events.HealthEvent.ProbeStateChanged;
import io.carillon.health.probe.Reason;
import io.carillon.health.watch.ProbeState.Change;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventPublisher;
import io.carillon.runbook.pack.Probe;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the pack's probes: each at once at the start, then on its interval, never twice at the same time. Whoever asks for
 * health gets what was last seen, so nothing that is looked at can slow an answer (R-HLTH-11).
 */
@ApplicationScoped
public class Watch {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Roster roster;
    private final EventPublisher publisher;
    private final EventFactory events;
    /** Only starts looks. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("probe-timer").factory());
    /** Bounded by the pack: a probe's next look is planned when its last one has ended. */
    private final ExecutorService lookers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("probe-", 0).factory());

    Watch(Roster roster, EventPublisher publisher, EventFactory events) {
        this.roster = roster;
        this.publisher = publisher;
        this.events = events;
    }

    /** Every probe of the pack with what is known of it. */
    public List<Watched> all() {
        return Stream.concat(
                        roster.watched().stream()
                                .<Watched>map(watched -> new Watched.On(watched.probe(), watched.state())),
                        roster.off().stream().map(Watched.Off::new))
                .toList();
    }

    /** Asking for the roster makes it: a broken pack ends the service here, before it opens a port. */
    void announce(@Observes StartupEvent started) {
        LOG.infof(
                "watching %d probes, %d are off",
                roster.watched().size(), roster.off().size());
    }

    /** Once the port is open: the pack's probe of this very service would else begin each life with a failure. */
    void start(@ObservesAsync HttpServerStart listening) {
        roster.watched().forEach(probe -> lookers.execute(() -> lookAndPlan(probe)));
    }

    void stop(@Observes ShutdownEvent stopped) {
        timer.shutdownNow();
        lookers.shutdownNow();
    }

    private void lookAndPlan(WatchedProbe watched) {
        var begun = System.nanoTime();
        try {
            var step = watched.look();
            tell(watched.probe(), step.state());
            step.change().ifPresent(change -> tell(watched.probe(), change));
        } catch (InterruptedException e) {
            // Only stop() does this; a probe that was cut short by us must not be told as down.
            LOG.debugf(
                    "the look at %s was not finished: the service is stopping",
                    watched.probe().id());
        } finally {
            // Planned last, so that looks and events of one probe keep their order.
            plan(watched, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void plan(WatchedProbe watched, Duration taken) {
        var pause = watched.untilNext().minus(taken);
        try {
            var planned = timer.schedule(
                    () -> lookers.execute(() -> lookAndPlan(watched)),
                    Math.max(0, pause.toMillis()),
                    TimeUnit.MILLISECONDS);
            LOG.tracef("next look at %s: %s", watched.probe().id(), planned);
        } catch (RejectedExecutionException e) {
            LOG.debugf(
                    "no next look at %s: the service is stopping",
                    watched.probe().id());
        }
    }

    private void tell(Probe probe, ProbeState state) {
        var last = state.last();
        publisher.publishOrLog(events.event(new ProbeChecked(
                probe.id(),
                probe.kind(),
                last.outcome(),
                word(last.reason()),
                last.latency().toMillis(),
                state.failures(),
                last.at())));
    }

    private void tell(Probe probe, Change change) {
        switch (change.to()) {
            case DOWN -> LOG.warnf("probe %s is down: %s", probe.id(), word(change.reason()));
            case UP -> LOG.infof("probe %s is up again", probe.id());
        }
        publisher.publishOrLog(events.event(
                new ProbeStateChanged(probe.id(), change.from(), change.to(), word(change.reason()), change.since())));
    }

    private static @Nullable String word(@Nullable Reason reason) {
        return reason == null ? null : reason.word();
    }
}
