package io.carillon.alerting.window;

import io.carillon.kit.event.KafkaSettings;
import io.carillon.kit.metrics.Metrics;
import io.carillon.runbook.pack.Pack;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the topology running: starts it when Kafka and its topics are there, and again when it ended in an error. The
 * service answers meanwhile; the extension's own start would look for topics once and stay in error for ever.
 */
@ApplicationScoped
public class StreamsSupervisor {

    private static final Logger LOG = Logger.getLogger(StreamsSupervisor.class);
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final int ADMIN_TIMEOUT_MS = 2_000;

    private final Pack pack;
    private final String brokers;
    private final String topicPrefix;
    private final Clock clock;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile State state = State.CREATED;
    private String waitingFor = "";

    StreamsSupervisor(
            Pack pack,
            KafkaSettings kafka,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String brokers,
            Clock clock,
            Metrics metrics) {
        this.pack = pack;
        this.brokers = brokers;
        this.topicPrefix = kafka.topicPrefix();
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("streams-supervisor").daemon().unstarted(this::supervise);
        metrics.gauge("alerting.windows.running", Map.of(), () -> state.isRunningOrRebalancing() ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join(CLOSING.plusSeconds(1));
    }

    /** Where Streams stands: {@code RUNNING} when verdicts are being found. */
    public State state() {
        return state;
    }

    /** Whether anybody looks after the windows. */
    boolean supervising() {
        return thread.isAlive();
    }

    private void supervise() {
        try {
            do {
                watchOver();
            } while (!stopping.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the service stops, and when a client cannot even be made: a broker's name is not known yet, say. */
    private void watchOver() throws InterruptedException {
        try (var admin = Admin.create(Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L))) {
            do {
                if (topicsAreThere(admin)) {
                    runUntilItEnds();
                }
            } while (!stopping.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (KafkaException e) {
            LOG.error("the windows cannot be started and are tried again", e);
        }
    }

    private boolean topicsAreThere(Admin admin) throws InterruptedException {
        try {
            var there = admin.listTopics().names().get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            var missing = WindowTopology.topics(topicPrefix).stream()
                    .filter(topic -> !there.contains(topic))
                    .toList();
            return missing.isEmpty() || waiting("the topics " + missing);
        } catch (ExecutionException | TimeoutException e) {
            return waiting("Kafka");
        }
    }

    /** Said once for each thing waited for, not once a second. */
    private boolean waiting(String what) {
        if (!what.equals(waitingFor)) {
            LOG.warnf("windows wait for %s", what);
            waitingFor = what;
        }
        return false;
    }

    private void runUntilItEnds() throws InterruptedException {
        var ended = new CountDownLatch(1);
        try (var streams = new KafkaStreams(
                WindowTopology.of(pack, topicPrefix, clock),
                StreamsSettings.of(brokers, topicPrefix + "carillon-alerting"))) {
            streams.setUncaughtExceptionHandler(failure -> {
                LOG.error("the windows failed and are started again", failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.setStateListener((now, before) -> {
                state = now;
                LOG.infof("windows: %s -> %s", before, now);
                if (now == State.ERROR || now == State.NOT_RUNNING) {
                    ended.countDown();
                }
            });
            streams.start();
            while (ended.getCount() > 0 && stopping.getCount() > 0) {
                var unused = ended.await(100, TimeUnit.MILLISECONDS);
            }
            streams.close(CLOSING);
        }
    }
}
