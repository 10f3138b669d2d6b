package io.carillon.booking.datacheck;

import io.carillon.booking.dashboard.Totals;
import io.carillon.booking.datacheck.Repairer.Done;
import io.carillon.booking.datacheck.Repairer.Order;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes an order to repair to its end: one transaction, its audit, its result. */
@ApplicationScoped
class Repairs {

    private static final Logger LOG = Logger.getLogger(Repairs.class);

    private final Transactions transactions;
    private final Repairer repairer;
    private final ResultRepository results;
    private final DataCheckMetrics metrics;
    private final Totals totals;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    Repairs(
            Transactions transactions,
            Repairer repairer,
            ResultRepository results,
            DataCheckMetrics metrics,
            Totals totals,
            Outbox outbox,
            EventFactory events,
            Clock clock) {
        this.transactions = transactions;
        this.repairer = repairer;
        this.results = results;
        this.metrics = metrics;
        this.totals = totals;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** @param source address that the order came from */
    RepairReport repair(Order order, String source) {
        var done = transactions.acrossClinics(connection -> {
            var mended = repairer.repair(connection, order);
            if (!order.dryRun()) {
                for (var told : mended.told()) {
                    outbox.append(connection, events.event(told.clinic(), told.event()));
                }
                audit(connection, order, mended, source);
                results.insert(connection, mended.after());
            }
            return mended;
        });
        if (!order.dryRun()) {
            outbox.ring();
            done.changed().stream()
                    .filter(row -> row.table().equals(Totals.TABLE))
                    .map(row -> UUID.fromString(row.id().split("/", 2)[0]))
                    .distinct()
                    .forEach(totals::forget);
            metrics.seen(done.after());
            LOG.infof(
                    "Data repaired: check=%s changed=%d left=%d",
                    order.check().word(), done.changed().size(), done.left().size());
        }
        return done.report(order);
    }

    /** One record for the repair and one for each row, so that either can be searched for (R-SEC-06). */
    private void audit(Connection connection, Order order, Done done, String source) throws SQLException {
        record(
                connection,
                order.actor(),
                "data-check",
                order.check().word(),
                "REPAIR",
                "alarming=%d".formatted(done.before().alarming()),
                "alarming=%d changed=%d"
                        .formatted(done.after().alarming(), done.changed().size()),
                source);
        for (var row : done.changed()) {
            var action = "REPAIR_" + row.fault().toUpperCase(Locale.ROOT).replace('-', '_');
            record(connection, order.actor(), resource(row.table()), row.id(), action, null, row.what(), source);
        }
    }

    private static String resource(String table) {
        return table.equals("appointments") ? "appointment" : table;
    }

    private void record(
            Connection connection,
            String actor,
            String resource,
            String id,
            String action,
            @Nullable String before,
            String after,
            String source)
            throws SQLException {
        outbox.append(
                connection,
                events.event(new ChangeRecorded(actor, resource, id, action, before, after, source, clock.instant())));
    }
}
