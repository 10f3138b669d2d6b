package io.carillon.booking.recovery;

import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.dashboard.Totals;
import io.carillon.booking.recovery.Replayer.Brought;
import io.carillon.booking.recovery.Replayer.Done;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.Topic;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.database.Turn;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.event.EventLog;
import io.carillon.kit.event.EventLog.Bounds;
import io.carillon.kit.event.EventLog.Reading;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes an order to replay to its end: the log read, the table brought to it in one transaction with its audit, calendars
 * and totals after it. Nothing is told on {@code carillon.bookings}: that is where it was read, and whoever follows it has
 * heard it (ADR 29).
 */
@ApplicationScoped
class Replays {

    /** One at a time over all replicas. */
    private static final Turn TURN = new Turn("carillon replay");

    private static final int MOST_LEFT = 1_000;
    private static final Logger LOG = Logger.getLogger(Replays.class);

    private final EventLog log;
    private final RecoverySettings settings;
    private final Transactions transactions;
    private final Replayer replayer;
    private final CalendarQueue calendars;
    private final Totals totals;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    Replays(
            EventLog log,
            RecoverySettings settings,
            Transactions transactions,
            Replayer replayer,
            CalendarQueue calendars,
            Totals totals,
            Outbox outbox,
            EventFactory events,
            Clock clock) {
        this.log = log;
        this.settings = settings;
        this.transactions = transactions;
        this.replayer = replayer;
        this.calendars = calendars;
        this.totals = totals;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What to replay, and for whom.
     *
     * @param limit rows changed at most
     * @param actor name of the key
     * @param source address that the order came from
     */
    record Order(Instant since, boolean dryRun, int limit, String actor, String source) {}

    ReplayReport replay(Order order) {
        var telling = new Telling();
        var reading = log.read(
                Topic.BOOKINGS,
                order.since(),
                new Bounds(settings.events(), settings.reading()),
                received -> telling.hear(received.event()));
        if (!reading.complete()) {
            // What was told last is not known: half a log would bring back what was cancelled since.
            return report(order, reading, telling, new Done(0, List.of(), Map.of(), 0, List.of()));
        }
        var done = transactions.acrossClinics(connection -> brought(connection, order, reading, telling));
        if (!order.dryRun()) {
            outbox.ring();
            calendars.ring();
            done.brought().stream()
                    .map(one -> one.wanted().told().clinic())
                    .distinct()
                    .forEach(totals::forget);
        }
        LOG.infof(
                "Bookings replayed: since=%s dryRun=%s events=%d changed=%d left=%d remaining=%d",
                order.since(),
                order.dryRun(),
                reading.records(),
                done.brought().size(),
                done.left().size(),
                done.remaining());
        return report(order, reading, telling, done);
    }

    private Done brought(Connection connection, Order order, Reading reading, Telling telling) throws SQLException {
        if (!TURN.taken(connection)) {
            throw new ProblemException(
                    409, "REPLAY_RUNNING", "Replay running", "Another replay is at work; ask again when it is done.");
        }
        var untouched = connection.setSavepoint();
        var done = replayer.bring(connection, telling, order.limit(), order.actor());
        if (order.dryRun()) {
            connection.rollback(untouched);
            return done;
        }
        for (var one : done.brought()) {
            followed(connection, one, order);
        }
        record(
                connection,
                order,
                null,
                "bookings",
                order.since().toString(),
                null,
                "events=%d changed=%d left=%d"
                        .formatted(
                                reading.records(),
                                done.brought().size(),
                                done.left().size()));
        for (var replacement : done.erasedAgain()) {
            record(connection, order, null, "contact", replacement, null, "erased again");
        }
        return done;
    }

    /** What depends on the row: its calendar, the totals of its days, the audit. */
    private void followed(Connection connection, Brought one, Order order) throws SQLException {
        var told = one.wanted().told();
        var was = one.was();
        calendars.append(connection, one.id());
        var starts = Stream.concat(Stream.of(told.start()), Stream.ofNullable(was == null ? null : was.start()))
                .toList();
        totals.mark(
                connection,
                told.clinic(),
                starts,
                was == null ? Optional.ofNullable(told.bookedAt()) : Optional.empty());
        record(
                connection,
                order,
                told.clinic(),
                "appointment",
                one.id().toString(),
                was == null
                        ? "missing"
                        : "%s %s %s%s"
                                .formatted(was.status(), was.doctorId(), was.start(), was.deleted() ? " deleted" : ""),
                one.what());
    }

    private void record(
            Connection connection,
            Order order,
            @Nullable UUID clinic,
            String resource,
            String id,
            @Nullable String before,
            String after)
            throws SQLException {
        outbox.append(
                connection,
                events.event(
                        clinic,
                        new ChangeRecorded(
                                order.actor(),
                                resource,
                                id,
                                "REPLAY",
                                before,
                                after,
                                order.source(),
                                clock.instant())));
    }

    private static ReplayReport report(Order order, Reading reading, Telling telling, Done done) {
        return new ReplayReport(
                order.since(),
                order.dryRun(),
                reading.complete(),
                reading.reachesBack(),
                reading.records(),
                telling.count(),
                done.same(),
                done.brought().stream()
                        .map(one -> new ReplayReport.Appointment(one.id().toString(), one.what()))
                        .toList(),
                done.left().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .limit(MOST_LEFT)
                        .map(one -> new ReplayReport.Appointment(one.getKey().toString(), one.getValue()))
                        .toList(),
                done.left().size(),
                done.remaining(),
                done.erasedAgain());
    }
}
