package io.carillon.booking.clinic;

import io.carillon.events.CloudEvent;
import io.carillon.events.Event;
import io.carillon.events.Topic;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventConsumers;
import io.carillon.kit.event.OffsetReset;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when each clinic was last called, which is what this service knows of a clinic's connectivity. Written at most
 * once a minute and clinic, so that a busy line costs the database nothing.
 */
@ApplicationScoped
class LastCalls {

    private static final Logger LOG = Logger.getLogger(LastCalls.class);

    private static final Duration FINE_ENOUGH = Duration.ofMinutes(1);

    private static final String REMEMBER = """
            insert into clinic_last_calls (org_id, last_call_at) values (?, ?)
            on conflict (org_id) do update set last_call_at = excluded.last_call_at
            where clinic_last_calls.last_call_at < excluded.last_call_at
            """;

    private final Transactions transactions;
    private final EventConsumers consumers;
    private final Map<UUID, Instant> written = new ConcurrentHashMap<>();
    private @Nullable AutoCloseable consumer;

    LastCalls(Transactions transactions, EventConsumers consumers) {
        this.transactions = transactions;
        this.consumers = consumers;
    }

    void start(@Observes StartupEvent event) {
        consumer = consumers.start(
                "booking-last-calls",
                Set.of(Topic.CALLS),
                OffsetReset.LATEST,
                (call, brokerTime) -> heard(call, brokerTime));
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        if (consumer != null) {
            consumer.close();
        }
    }

    private void heard(CloudEvent<? extends Event> call, Instant at) {
        var clinic = call.clinic();
        if (clinic == null || written.getOrDefault(clinic, Instant.MIN).isAfter(at.minus(FINE_ENOUGH))) {
            return;
        }
        try {
            transactions.inClinic(clinic, connection -> remember(connection, clinic, at));
            written.put(clinic, at);
        } catch (ConstraintViolatedException e) {
            // A clinic that the caller made up, or that is gone: there is nothing to remember and nothing to wait for.
            LOG.debugf("a call of a clinic that does not exist: %s", e.constraint());
        }
    }

    private static int remember(Connection connection, UUID clinic, Instant at) throws SQLException {
        try (var upsert = connection.prepareStatement(REMEMBER)) {
            upsert.setObject(1, clinic);
            upsert.setObject(2, Times.utc(at));
            return upsert.executeUpdate();
        }
    }
}
