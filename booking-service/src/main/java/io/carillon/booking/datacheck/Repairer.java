package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.CheckResult.Cause;
import io.carillon.booking.datacheck.Mended.Changed;
import io.carillon.booking.datacheck.Mended.Left;
import io.carillon.booking.slot.SlotClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/** Mends, on one connection and in its transaction, what a check finds. */
@ApplicationScoped
class Repairer {

    /** Where the rows to be mended are and where they may get to: a claim can have strayed to another doctor. */
    private static final String DOCTORS = """
            select doctor_id from appointments where id = any (?::text[]::uuid[])
            union select doctor_id from slot_claims where id = any (?::text[]::bigint[])
            union select a.doctor_id from slot_claims c join appointments a on a.id = c.appointment_id
                  where c.id = any (?::text[]::bigint[])
            """;

    private static final String LOCK_PATIENCE = "set local lock_timeout = '4s'";

    private final FaultCatalog catalog;
    private final Inspector inspector;
    private final SlotClaims claims;

    Repairer(FaultCatalog catalog, Inspector inspector, SlotClaims claims) {
        this.catalog = catalog;
        this.inspector = inspector;
        this.claims = claims;
    }

    /**
     * What to repair, and for whom.
     *
     * @param limit rows mended at most
     * @param only a single soft-deleted appointment to bring back ({@code missing} only)
     */
    record Order(Check check, boolean dryRun, int limit, Optional<UUID> only, String actor) {}

    /**
     * What was done, or would have been.
     *
     * @param told events that the other services are to hear
     */
    record Done(
            CheckResult before,
            CheckResult after,
            List<RepairReport.Row> changed,
            List<RepairReport.Row> left,
            List<Snapshot.Told> told) {
        RepairReport report(Order order) {
            return new RepairReport(
                    order.check().word(),
                    order.dryRun(),
                    before.alarming(),
                    after.alarming(),
                    changed,
                    left,
                    after.faults());
        }
    }

    /** A dry run does the same and takes it back, so that what it says is what would be. */
    Done repair(Connection connection, Order order) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute(LOCK_PATIENCE);
        }
        var before = inspector.run(connection, order.check(), Cause.REPAIR);
        var untouched = connection.setSavepoint();
        var done = new Done(before, before, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (order.only().isPresent()) {
            var hit = new Hit("appointments", order.only().get().toString(), null);
            mend(connection, catalog.deletion(), List.of(hit), order, done);
        } else {
            for (var fault : catalog.of(order.check())) {
                var room = order.limit() - done.changed().size() - done.left().size();
                if (fault.alarming() && room > 0) {
                    mend(connection, fault, fault.search().in(connection, room).hits(), order, done);
                }
            }
        }
        var after = inspector.run(connection, order.check(), Cause.REPAIR);
        if (order.dryRun()) {
            connection.rollback(untouched);
        }
        return new Done(before, after, done.changed(), done.left(), done.told());
    }

    private void mend(Connection connection, Fault fault, List<Hit> hits, Order order, Done done) throws SQLException {
        claims.lock(connection, doctorsOf(connection, hits));
        var by = new Mend.By(fault, order.actor());
        for (var hit : hits) {
            var was = Snapshot.of(connection, hit);
            switch (Savepoints.mended(connection, fault.mend(), hit, by)) {
                case Changed(String how) -> {
                    done.changed().add(new RepairReport.Row(fault.name(), hit.table(), hit.shown(), how));
                    Snapshot.difference(was, Snapshot.of(connection, hit)).ifPresent(done.told()::add);
                }
                case Left(String why) ->
                    done.left().add(new RepairReport.Row(fault.name(), hit.table(), hit.shown(), why));
            }
        }
    }

    private static SortedSet<String> doctorsOf(Connection connection, List<Hit> hits) throws SQLException {
        try (var select = connection.prepareStatement(DOCTORS)) {
            select.setArray(1, idsIn(connection, "appointments", hits));
            select.setArray(2, idsIn(connection, "slot_claims", hits));
            select.setArray(3, idsIn(connection, "slot_claims", hits));
            var doctors = new TreeSet<String>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    doctors.add(rows.getString(1));
                }
            }
            return doctors;
        }
    }

    private static Array idsIn(Connection connection, String table, List<Hit> hits) throws SQLException {
        return connection.createArrayOf(
                "text",
                hits.stream()
                        .filter(hit -> hit.table().equals(table))
                        .map(Hit::id)
                        .toArray());
    }
}
