package io.carillon.webhook.calllog;

import io.carillon.kit.database.DatabaseWatch;
import io.carillon.kit.database.Times;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.delivery.CallIds;
import io.carillon.webhook.delivery.PromiseEffect;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Holds what callers were told against what booking-service tells (R-BOOK-10): a "confirmed" whose appointment nobody has
 * heard of after five minutes is counted, for R-ALRT-12, and logged, once.
 */
@ApplicationScoped
class Promises implements PromiseEffect {

    private static final Logger LOG = Logger.getLogger(Promises.class);

    /** Promises looked at together; more are found at the next look. */
    private static final int MOST = 100;

    private static final String WRITE = """
            insert into call_promises (appointment_id, call_id, org_id, start_time, promised_at)
            select * from unnest(?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::timestamptz[])
            on conflict do nothing
            """;

    private static final String CALLS = """
            update patient_call_logs set outcome = 'appointment-promised', updated_at = ?
            where call_id = any(?) and outcome is distinct from 'appointment-booked'
            """;

    private static final String KEPT = """
            update call_promises p set kept_at = ? from call_appointments a
            where p.kept_at is null and a.appointment_id = p.appointment_id
            returning p.call_id, p.appointment_id, p.reported_at
            """;

    private static final String BROKEN = """
            update call_promises p set reported_at = ?
            from (select appointment_id, call_id from call_promises
                  where kept_at is null and reported_at is null and promised_at < ?
                  order by promised_at limit ? for update skip locked) broken
            where p.appointment_id = broken.appointment_id and p.call_id = broken.call_id
            returning p.call_id, p.appointment_id
            """;

    private final DatabaseWatch database;
    private final Transactions transactions;
    private final CallLogSettings settings;
    private final Metrics metrics;
    private final Clock clock;

    Promises(
            DatabaseWatch database, Transactions transactions, CallLogSettings settings, Metrics metrics, Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void apply(Connection connection, List<Promised> promises) throws SQLException {
        var calls = promises.stream()
                .map(promised -> CallIds.stored(promised.promise().callId()))
                .toArray();
        try (var insert = connection.prepareStatement(WRITE)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            promises.stream()
                                    .map(promised ->
                                            CallIds.stored(promised.promise().appointmentId()))
                                    .toArray()));
            insert.setArray(2, connection.createArrayOf("text", calls));
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", promises.stream().map(Promised::orgId).toArray()));
            insert.setArray(
                    4,
                    connection.createArrayOf(
                            "timestamptz",
                            promises.stream()
                                    .map(promised ->
                                            Times.utc(promised.promise().startTime()))
                                    .toArray()));
            insert.setArray(
                    5,
                    connection.createArrayOf(
                            "timestamptz",
                            promises.stream()
                                    .map(promised -> Times.utc(promised.at()))
                                    .toArray()));
            insert.executeUpdate();
        }
        try (var update = connection.prepareStatement(CALLS)) {
            update.setObject(1, Times.utc(clock.instant()));
            update.setArray(2, connection.createArrayOf("text", calls));
            update.executeUpdate();
        }
    }

    @Scheduled(
            every = "${carillon.calls.reconcile:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void look() {
        if (database.reasonAway().isPresent()) {
            return;
        }
        try {
            var now = clock.instant();
            transactions.acrossClinics(connection -> kept(connection, now)).forEach(Promises::tellBelated);
            transactions.acrossClinics(connection -> broken(connection, now)).forEach(this::tell);
        } catch (RuntimeException e) {
            // The next look finds the same.
            LOG.debugf("promises are not looked at: %s", e.getClass().getSimpleName());
        }
    }

    /**
     * A promise.
     *
     * @param belated it had been reported as broken
     */
    private record Promise(String callId, String appointmentId, boolean belated) {}

    private static List<Promise> kept(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(KEPT)) {
            update.setObject(1, Times.utc(now));
            var kept = new ArrayList<Promise>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    kept.add(new Promise(rows.getString(1), rows.getString(2), rows.getObject(3) != null));
                }
            }
            return kept;
        }
    }

    private List<Promise> broken(Connection connection, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(BROKEN)) {
            update.setObject(1, Times.utc(now));
            update.setObject(2, Times.utc(now.minus(settings.promisePatience())));
            update.setInt(3, MOST);
            var broken = new ArrayList<Promise>();
            try (var rows = update.executeQuery()) {
                while (rows.next()) {
                    broken.add(new Promise(rows.getString(1), rows.getString(2), false));
                }
            }
            return broken;
        }
    }

    private void tell(Promise promise) {
        metrics.count("calls.promised_without_appointment", Map.of());
        LOG.errorf(
                "Booking failed: a caller was told that appointment %s is booked, and nobody has heard of it for %s: call=%s",
                promise.appointmentId(), settings.promisePatience(), promise.callId());
    }

    private static void tellBelated(Promise promise) {
        if (promise.belated()) {
            LOG.warnf(
                    "the appointment %s of call %s, which was missing, is there after all",
                    promise.appointmentId(), promise.callId());
        }
    }
}
