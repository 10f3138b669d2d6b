package io.carillon.alerting.incident;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.EventCodec;
import io.carillon.kit.event.EventPublisher;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Publishes the events of the outbox in their order and marks those that Kafka acknowledged. */
@ApplicationScoped
class EventRelay {

    private static final Logger LOG = Logger.getLogger(EventRelay.class);
    private static final int BATCH = 100;
    private static final int ACKNOWLEDGE_SECONDS = 10;

    private final IncidentStore store;
    private final IncidentDesk desk;
    private final EventPublisher publisher;
    private final StoreSettings settings;
    private final Clock clock;
    private final EventCodec codec = new EventCodec();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("event-relay").daemon().factory());

    EventRelay(IncidentStore store, IncidentDesk desk, EventPublisher publisher, StoreSettings settings, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
    }

    private record Row(String id, Map<String, String> headers, byte[] value) {}

    void start(@Observes StartupEvent event) {
        var every = settings.beat().toMillis();
        var unused = beat.scheduleWithFixedDelay(this::relay, every, every, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        beat.shutdownNow();
    }

    private void relay() {
        if (!desk.present()) {
            return;
        }
        try {
            var published = 0;
            do {
                published = store.inTransaction(this::publishBatch);
            } while (published == BATCH);
        } catch (StoreAwayException e) {
            desk.away(e);
        } catch (RuntimeException e) {
            LOG.warnf("incident events wait for Kafka: %s", e.getMessage());
        }
    }

    /** Rows stay locked until Kafka said yes: a second replica passes them over, and a death releases them. */
    private int publishBatch(Connection connection) throws SQLException {
        var rows = Rows.query(
                connection,
                "SELECT id, headers, value FROM event_outbox WHERE published_at IS NULL ORDER BY seq LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED",
                EventRelay::row,
                BATCH);
        for (var row : rows) {
            publish(row);
            Rows.update(
                    connection,
                    "UPDATE event_outbox SET published_at = ? WHERE id = ?::uuid",
                    clock.instant(),
                    row.id());
        }
        return rows.size();
    }

    private void publish(Row row) {
        switch (codec.decode(row.headers(), row.value())) {
            case EventCodec.Decoded.Known known -> await(known.event());
            case EventCodec.Decoded.Unknown unknown ->
                LOG.errorf("an event of the unknown type %s is in the outbox", unknown.type());
            case EventCodec.Decoded.Malformed malformed ->
                LOG.errorf("the outbox holds what is no event: %s", malformed.reason());
        }
    }

    private void await(CloudEvent<? extends Event> event) {
        try {
            publisher.publish(event).toCompletableFuture().get(ACKNOWLEDGE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("event %s was not acknowledged".formatted(event.id()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        var headers = new HashMap<String, String>();
        Rows.json(row, "headers", Map.class).forEach((name, value) -> headers.put("" + name, "" + value));
        return new Row(row.getString("id"), headers, row.getBytes("value"));
    }
}
