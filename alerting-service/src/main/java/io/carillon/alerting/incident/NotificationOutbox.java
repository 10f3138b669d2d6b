package io.carillon.alerting.incident;

import io.carillon.alerting.notify.Delivery;
import io.carillon.alerting.notify.Outbox;
import io.carillon.alerting.pipeline.Change;
import io.carillon.alerting.pipeline.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outbox: rows of the store while it is there, the view in memory for ranks 0 and 1 while it is away. */
@ApplicationScoped
class NotificationOutbox implements Outbox {

    /** Longer than any attempt: who has not recorded an outcome by then is dead. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    /** What may go out without the store: the rest can wait for it (design, section 4). */
    private static final int URGENT = 1;

    private final IncidentStore store;
    private final IncidentDesk desk;
    private final Clock clock;

    NotificationOutbox(IncidentStore store, IncidentDesk desk, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public boolean serveNext(String channel, Attempt attempt) {
        return desk.present() ? fromStore(channel, attempt) : fromView(channel, attempt);
    }

    private boolean fromStore(String channel, Attempt attempt) {
        try {
            var claimed = claim(channel, clock.instant());
            claimed.ifPresent(told -> desk.record(attempted(told, attempt)));
            return claimed.isPresent();
        } catch (StoreAwayException e) {
            desk.away(e);
            return false;
        }
    }

    private Optional<Told> claim(String channel, Instant now) throws StoreAwayException {
        return store
                .inTransaction(connection ->
                        Rows.query(connection, """
                        UPDATE notifications SET claimed_until = ? WHERE id = (
                          SELECT n.id FROM notifications n
                          WHERE n.channel = ? AND n.state = 'PENDING' AND n.due_at <= ?
                            AND (n.claimed_until IS NULL OR n.claimed_until <= ?)
                            AND NOT EXISTS (SELECT FROM notifications e WHERE e.incident_id = n.incident_id
                              AND e.channel = n.channel AND e.target = n.target AND e.seq < n.seq AND e.state = 'PENDING')
                          ORDER BY n.due_at, n.seq LIMIT 1 FOR UPDATE OF n SKIP LOCKED)
                        RETURNING *""", SituationReader::told, now.plus(LEASE), channel, now, now))
                .stream()
                .findFirst();
    }

    private boolean fromView(String channel, Attempt attempt) {
        var next = nextInView(channel, clock.instant());
        if (next == null) {
            return false;
        }
        desk.record(attempted(next, attempt));
        return true;
    }

    private @Nullable Told nextInView(String channel, Instant now) {
        var pending = desk.view().pending().stream()
                .filter(told -> told.notification().target().channel().equals(channel))
                .toList();
        return pending.stream()
                .filter(told -> told.notification().rank() <= URGENT)
                .filter(told -> !told.notification().dueAt().isAfter(now))
                .filter(told -> isFirst(told, pending))
                .findFirst()
                .orElse(null);
    }

    /** An acknowledgement or an end does not overtake its beginning. */
    private static boolean isFirst(Told told, List<Told> pending) {
        return pending.stream()
                .filter(other -> other.notification()
                        .incidentId()
                        .equals(told.notification().incidentId()))
                .filter(other ->
                        other.notification().target().equals(told.notification().target()))
                .findFirst()
                .filter(told::equals)
                .isPresent();
    }

    private Change.Attempted attempted(Told told, Attempt attempt) {
        var number = told.attempts() + 1;
        var outcome = attempt.make(told.notification(), number);
        return new Change.Attempted(
                told.notification().incidentId(),
                told.notification().id(),
                number,
                state(outcome.delivery()),
                result(outcome.delivery()),
                outcome.nextDue(),
                clock.instant());
    }

    private static Told.State state(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted _ -> Told.State.SENT;
            case Delivery.Later _ -> Told.State.PENDING;
            case Delivery.Refused _ -> Told.State.REFUSED;
        };
    }

    private static String result(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Accepted _ -> "accepted";
            case Delivery.Later later -> later.reason();
            case Delivery.Refused refused -> refused.reason();
        };
    }
}
