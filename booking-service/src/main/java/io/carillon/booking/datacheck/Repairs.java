package io.carillon.booking.datacheck;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.booking.datacheck.Mended.Changed;
import io.carillon.booking.datacheck.Mended.Left;
import io.carillon.booking.outbox.Outbox;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Mends what a check finds, in one transaction. */
@ApplicationScoped
class Repairs {

    /** Doctors of the rows to be mended, in the order in which everybody locks them. */
    private static final String LOCK_DOCTORS = """
            select pg_advisory_xact_lock(hashtextextended(doctor_id, 0))
            from (select distinct doctor_id from appointments where id = any (?::text[]::uuid[])
                  union select distinct doctor_id from slot_claims where id = any (?::text[]::bigint[])
                  order by doctor_id) as doctors
            """;

    private static final String LOCK_PATIENCE = "set local lock_timeout = '4s'";

    private static final Logger LOG = Logger.getLogger(Repairs.class);

    private final Transactions transactions;
    private final FaultCatalog catalog;
    private final Inspector inspector;
    private final ResultRepository results;
    private final DataCheckMetrics metrics;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    Repairs(
            Transactions transactions,
            FaultCatalog catalog,
            Inspector inspector,
            ResultRepository results,
            DataCheckMetrics metrics,
            Outbox outbox,
            EventFactory events,
            Clock clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.inspector = inspector;
        this.results = results;
        this.metrics = metrics;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What to repair, and for whom.
     *
     * @param limit rows mended at most
     * @param only a single soft-deleted appointment to bring back ({@code missing} only)
     */
    record Order(Check check, boolean dryRun, int limit, Optional<UUID> only, String actor, String source) {}

    private record Done(RepairReport report, CheckResult after) {}

    RepairReport repair(Order order) {
        var done = transactions.acrossClinics(connection -> repaired(connection, order));
        if (!order.dryRun()) {
            outbox.ring();
            metrics.seen(done.after());
            LOG.infof(
                    "Data repaired: check=%s changed=%d left=%d",
                    order.check().word(),
                    done.report().changed().size(),
                    done.report().left().size());
        }
        return done.report();
    }

    private Done repaired(Connection connection, Order order) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute(LOCK_PATIENCE);
        }
        var before = inspector.run(connection, order.check(), Cause.REPAIR);
        var untouched = connection.setSavepoint();
        var changed = new ArrayList<RepairReport.Row>();
        var left = new ArrayList<RepairReport.Row>();
        if (order.only().isPresent()) {
            var hit = new Hit("appointments", order.only().get().toString(), null);
            mend(connection, catalog.deletion(), List.of(hit), order, changed, left);
        } else {
            for (var fault : catalog.of(order.check())) {
                var room = order.limit() - changed.size() - left.size();
                if (fault.alarming() && room > 0) {
                    mend(connection, fault, fault.search().in(connection, room).hits(), order, changed, left);
                }
            }
        }
        var after = inspector.run(connection, order.check(), Cause.REPAIR);
        if (order.dryRun()) {
            connection.rollback(untouched);
        } else {
            audit(connection, order, before, after, changed);
            results.insert(connection, after);
        }
        return new Done(
                new RepairReport(
                        order.check().word(),
                        order.dryRun(),
                        before.alarming(),
                        after.alarming(),
                        changed,
                        left,
                        after.faults()),
                after);
    }

    private static void mend(
            Connection connection,
            Fault fault,
            List<Hit> hits,
            Order order,
            List<RepairReport.Row> changed,
            List<RepairReport.Row> left)
            throws SQLException {
        lockDoctors(connection, hits);
        var by = new Mend.By(fault, order.actor(), order.source());
        for (var hit : hits) {
            switch (Savepoints.mended(connection, fault.mend(), hit, by)) {
                case Changed(String how) ->
                    changed.add(new RepairReport.Row(fault.name(), hit.table(), hit.shown(), how));
                case Left(String why) -> left.add(new RepairReport.Row(fault.name(), hit.table(), hit.shown(), why));
            }
        }
    }

    private static void lockDoctors(Connection connection, List<Hit> hits) throws SQLException {
        try (var lock = connection.prepareStatement(LOCK_DOCTORS)) {
            lock.setArray(1, idsIn(connection, "appointments", hits));
            lock.setArray(2, idsIn(connection, "slot_claims", hits));
            lock.execute();
        }
    }

    private static java.sql.Array idsIn(Connection connection, String table, List<Hit> hits) throws SQLException {
        return connection.createArrayOf(
                "text",
                hits.stream()
                        .filter(hit -> hit.table().equals(table))
                        .map(Hit::id)
                        .toArray());
    }

    /** One record for the repair and one for each row, so that either can be searched for (R-SEC-06). */
    private void audit(
            Connection connection, Order order, CheckResult before, CheckResult after, List<RepairReport.Row> changed)
            throws SQLException {
        var word = order.check().word();
        record(
                connection,
                order,
                "data-check",
                word,
                "REPAIR",
                "alarming=%d".formatted(before.alarming()),
                "alarming=%d changed=%d".formatted(after.alarming(), changed.size()));
        for (var row : changed) {
            var action = "REPAIR_" + row.fault().toUpperCase(Locale.ROOT).replace('-', '_');
            record(connection, order, resource(row.table()), row.id(), action, null, row.what());
        }
    }

    private static String resource(String table) {
        return table.equals("appointments") ? "appointment" : table;
    }

    private void record(
            Connection connection,
            Order order,
            String resource,
            String id,
            String action,
            @Nullable String before,
            String after)
            throws SQLException {
        outbox.append(
                connection,
                events.event(new ChangeRecorded(
                        order.actor(), resource, id, action, before, after, order.source(), clock.instant())));
    }
}
