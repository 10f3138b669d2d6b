package io.carillon.booking.recovery;

import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.dashboard.Totals;
import io.carillon.booking.datacheck.Snapshot;
import io.carillon.booking.datacheck.Tables;
import io.carillon.booking.recovery.RowRestorer.Done;
import io.carillon.booking.recovery.WrittenColumns.Standing;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Takes an order to put a row back to its end: found where it was kept, written in one transaction with its audit, calendars
 * and totals after it. Whether the other services are told is ADR 29's matter.
 */
@ApplicationScoped
class Restores {

    private static final Logger LOG = Logger.getLogger(Restores.class);

    private static final String ARCHIVED =
            "select table_name, row_id, row_data::text from data_check_archive where id = ?";

    private final Transactions transactions;
    private final RestoredCopy copy;
    private final RowRestorer restorer;
    private final CalendarQueue calendars;
    private final Totals totals;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    Restores(
            Transactions transactions,
            RestoredCopy copy,
            RowRestorer restorer,
            CalendarQueue calendars,
            Totals totals,
            Outbox outbox,
            EventFactory events,
            Clock clock) {
        this.transactions = transactions;
        this.copy = copy;
        this.restorer = restorer;
        this.calendars = calendars;
        this.totals = totals;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /** Where the row was kept. */
    sealed interface Kept {

        /** @param id as {@link RestorableTables#id} reads it */
        record InCopy(String table, String id) implements Kept {}

        /** @param id in {@code data_check_archive} */
        record InArchive(long id) implements Kept {}
    }

    /**
     * What to put back, and for whom.
     *
     * @param tell whether the other services hear of the difference as of any other change
     * @param actor name of the key
     * @param source address that the order came from
     */
    record Order(Kept kept, boolean dryRun, boolean tell, String actor, String source) {}

    RestoreReport restore(Order order) {
        var saved = switch (order.kept()) {
            case Kept.InCopy(String table, String id) -> inCopy(table, id);
            case Kept.InArchive(long id) -> inArchive(id);
        };
        try {
            var done = transactions.acrossClinics(connection -> written(connection, saved, order));
            if (!order.dryRun()) {
                after(done);
            }
            return report(done, order);
        } catch (ConstraintViolatedException e) {
            throw new ProblemException(
                    409,
                    "CONSTRAINT_IN_THE_WAY",
                    "Constraint in the way",
                    "The constraint %s refuses the row: another row has what it wants, or what it refers to is missing; restore or mend that first. Nothing was changed."
                            .formatted(e.constraint()));
        }
    }

    private SavedRow inCopy(String table, String shown) {
        if (!copy.isNamed()) {
            throw RestoredCopy.notNamed();
        }
        Tables.Key key = transactions.acrossClinics(connection -> RestorableTables.key(connection, table));
        var id = RestorableTables.id(key, shown);
        return copy.row(table, key, id)
                .map(json -> SavedRow.of(table, id, json, "copy"))
                .orElseThrow(() -> new ProblemException(
                        404, "UNKNOWN_ROW", "Unknown row", "The copy has no row of %s with this id.".formatted(table)));
    }

    private SavedRow inArchive(long id) {
        return transactions.acrossClinics(connection -> {
            try (var select = connection.prepareStatement(ARCHIVED)) {
                select.setLong(1, id);
                try (var row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new ProblemException(
                                404,
                                "UNKNOWN_ROW",
                                "Unknown row",
                                "data_check_archive has no row with this id; rows stay there for 90 days.");
                    }
                    var table = row.getString(1);
                    var key = RestorableTables.key(connection, table);
                    return SavedRow.of(
                            table, RestorableTables.id(key, row.getString(2)), row.getString(3), "archive " + id);
                }
            }
        });
    }

    private Done written(Connection connection, SavedRow saved, Order order) throws SQLException {
        var untouched = connection.setSavepoint();
        var done = restorer.restore(connection, saved, order.actor());
        if (done.was() != Standing.IDENTICAL) {
            followed(connection, done, order);
        }
        if (order.dryRun()) {
            connection.rollback(untouched);
        }
        return done;
    }

    /** What depends on the row: calendars, totals, those who are told, the audit. */
    private void followed(Connection connection, Done done, Order order) throws SQLException {
        if (done.row().table().equals("appointments")) {
            calendars.append(connection, UUID.fromString(done.row().id()));
            for (var clinic : clinics(done)) {
                totals.mark(
                        connection, clinic, starts(done), Optional.of(done.row().createdAt()));
            }
        }
        if (order.tell()) {
            var told = Snapshot.difference(done.before(), done.after());
            if (told.isPresent()) {
                outbox.append(
                        connection, events.event(told.get().clinic(), told.get().event()));
            }
        }
        outbox.append(
                connection,
                events.event(
                        done.row().clinic().orElse(null),
                        new ChangeRecorded(
                                order.actor(),
                                done.row().table().equals("appointments")
                                        ? "appointment"
                                        : done.row().table(),
                                done.row().hit().shown(),
                                "RESTORE_ROW",
                                done.archived().isPresent()
                                        ? "archived " + done.archived().getAsLong()
                                        : "missing",
                                outcome(done) + " from " + done.row().from(),
                                order.source(),
                                clock.instant())));
    }

    private void after(Done done) {
        outbox.ring();
        calendars.ring();
        clinics(done).forEach(totals::forget);
        LOG.infof(
                "Row restored: table=%s outcome=%s from=%s",
                done.row().table(), outcome(done), done.row().from());
    }

    private static List<UUID> clinics(Done done) {
        return Stream.concat(
                        done.row().clinic().stream(),
                        Stream.of(done.before(), done.after())
                                .flatMap(Optional::stream)
                                .map(Snapshot::clinic))
                .distinct()
                .toList();
    }

    private static List<Instant> starts(Done done) {
        return Stream.of(done.before(), done.after())
                .flatMap(Optional::stream)
                .map(Snapshot::start)
                .toList();
    }

    private static String outcome(Done done) {
        return switch (done.was()) {
            case MISSING -> "inserted";
            case DIFFERENT -> "overwritten";
            case IDENTICAL -> "identical";
        };
    }

    private static RestoreReport report(Done done, Order order) {
        var archived = done.archived();
        return new RestoreReport(
                done.row().table(),
                done.row().hit().shown(),
                order.dryRun(),
                done.row().from(),
                outcome(done),
                order.dryRun() || archived.isEmpty() ? null : Long.valueOf(archived.getAsLong()),
                List.copyOf(done.columns().unknown()),
                List.copyOf(done.columns().untouched()),
                order.tell() && Snapshot.difference(done.before(), done.after()).isPresent());
    }
}
