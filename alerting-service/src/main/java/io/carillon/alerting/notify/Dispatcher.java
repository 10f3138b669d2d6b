package io.carillon.alerting.notify;

import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.retry.Backoff;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Empties the outbox, one worker a channel, so that a channel that is down holds up no other. */
@ApplicationScoped
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final List<Worker> workers;
    private final Outbox outbox;
    private final Backoff backoff;
    private final Duration beat;
    private final Clock clock;
    private final Metrics metrics;
    private volatile boolean stopping;

    Dispatcher(
            Channels channels,
            Instance<Outbox> outbox,
            NotifySettings settings,
            Clock clock,
            RandomGenerator random,
            Metrics metrics) {
        this.workers = channels.all().stream().map(Worker::new).toList();
        this.outbox = outbox.get();
        this.backoff = new Backoff(settings.firstRetry(), settings.mostRetry(), random);
        this.beat = settings.beat();
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        workers.forEach(worker -> worker.thread.start());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        nudge();
    }

    /** There is something new in the outbox: do not wait for the next beat. */
    public void nudge() {
        workers.forEach(worker -> worker.nudged.release());
    }

    private Outbox.Attempted attempt(Channel channel, Notification notification, int number) {
        var delivery = channel.deliver(notification);
        var outcome = switch (delivery) {
            case Delivery.Accepted _ -> "accepted";
            case Delivery.Later later -> {
                LOG.warnf("%s not told (attempt %d): %s", channel.name(), number, later.reason());
                yield "retried";
            }
            case Delivery.Refused refused -> {
                LOG.errorf("%s refused a notification for good: %s", channel.name(), refused.reason());
                yield "refused";
            }
        };
        metrics.count(
                "alerting.notifications",
                Map.of(
                        "channel", channel.name(),
                        "action", notification.action().name().toLowerCase(Locale.ROOT),
                        "outcome", outcome));
        return new Outbox.Attempted(delivery, clock.instant().plus(pause(delivery, number)));
    }

    private Duration pause(Delivery delivery, int number) {
        var own = backoff.after(number);
        return switch (delivery) {
            case Delivery.Later later ->
                later.after().filter(wait -> wait.compareTo(own) > 0).orElse(own);
            case Delivery.Accepted _, Delivery.Refused _ -> Duration.ZERO;
        };
    }

    private final class Worker {

        final Semaphore nudged = new Semaphore(0);
        final Thread thread;
        private final Channel channel;

        Worker(Channel channel) {
            this.channel = channel;
            this.thread = Thread.ofVirtual().name("notify-" + channel.name()).unstarted(this::run);
        }

        private void run() {
            try {
                while (!stopping) {
                    serveAll();
                    var unused = nudged.tryAcquire(beat.toMillis(), TimeUnit.MILLISECONDS);
                    nudged.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void serveAll() {
            try {
                while (!stopping
                        && outbox.serveNext(
                                channel.name(), (notification, number) -> attempt(channel, notification, number))) {
                    // the next one
                }
            } catch (RuntimeException e) {
                LOG.errorf(e, "serving %s failed and goes on at the next beat", channel.name());
            }
        }
    }
}
