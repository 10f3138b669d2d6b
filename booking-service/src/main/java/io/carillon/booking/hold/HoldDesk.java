package io.carillon.booking.hold;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.appointment.Refusals;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.hold.HoldOutcome.Confirmed;
import io.carillon.booking.hold.HoldOutcome.Held;
import io.carillon.booking.hold.HoldOutcome.NotDone;
import io.carillon.booking.hold.HoldOutcome.Released;
import io.carillon.booking.hold.HoldOutcome.Repeated;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Takes one request about holds from arrival to answer. */
@ApplicationScoped
class HoldDesk {

    private static final Logger LOG = Logger.getLogger(HoldDesk.class);

    private final Holding holding;
    private final Confirming confirming;
    private final Releasing releasing;
    private final HoldRepository holds;
    private final Transactions transactions;
    private final Refusals refusals;
    private final Answers answers;
    private final Outbox outbox;
    private final CalendarQueue calendars;
    private final Metrics metrics;
    private final Clock clock;

    HoldDesk(
            Holding holding,
            Confirming confirming,
            Releasing releasing,
            HoldRepository holds,
            Transactions transactions,
            Refusals refusals,
            Answers answers,
            Outbox outbox,
            CalendarQueue calendars,
            Metrics metrics,
            Clock clock) {
        this.holding = holding;
        this.confirming = confirming;
        this.releasing = releasing;
        this.holds = holds;
        this.transactions = transactions;
        this.refusals = refusals;
        this.answers = answers;
        this.outbox = outbox;
        this.calendars = calendars;
        this.metrics = metrics;
        this.clock = clock;
    }

    RestResponse<byte[]> hold(byte @Nullable [] body, Requester requester, Optional<IdempotencyKey> key) {
        var started = clock.instant();
        return answer(holding.hold(body, requester, key, started), key, started);
    }

    RestResponse<byte[]> confirm(
            Optional<UUID> id, byte @Nullable [] body, Requester requester, Optional<IdempotencyKey> key) {
        var started = clock.instant();
        return answer(confirming.confirm(id, body, requester, key), key, started);
    }

    RestResponse<byte[]> release(Optional<UUID> id, Requester requester) {
        return answer(releasing.release(found(id, requester), requester), Optional.empty(), clock.instant());
    }

    HoldView find(Optional<UUID> id, Requester requester) {
        return HoldView.of(found(id, requester), clock.instant());
    }

    private Hold found(Optional<UUID> id, Requester requester) {
        return id.flatMap(known ->
                        transactions.visibleTo(requester.clinic(), connection -> holds.find(connection, known)))
                .orElseThrow(() -> new ProblemException(
                        FailureCode.UNKNOWN_HOLD.status(),
                        FailureCode.UNKNOWN_HOLD.name(),
                        FailureCode.UNKNOWN_HOLD.title(),
                        "There is no hold with this id, or it ended long ago."));
    }

    private RestResponse<byte[]> answer(HoldOutcome outcome, Optional<IdempotencyKey> key, Instant started) {
        return switch (outcome) {
            case Held(List<Hold> held, List<Refused> refused, Answer answer) -> {
                held.forEach(hold -> LOG.infof("Held: hold=%s", hold.id()));
                refused.forEach(one -> {
                    failed(one);
                    refusals.keep(one, started);
                });
                outbox.ring();
                held.forEach(_ -> metrics.count("hold.created", Map.of()));
                yield answers.first(answer);
            }
            case Confirmed(Appointment appointment, Answer answer) -> {
                LOG.infof("Booked: appointment=%s", appointment.id());
                outbox.ring();
                calendars.ring();
                metrics.count("booking.created", Map.of());
                metrics.time(
                        "booking.duration", Map.of("outcome", "booked"), Duration.between(started, clock.instant()));
                yield answers.first(answer);
            }
            case Released() -> {
                outbox.ring();
                yield RestResponse.noContent();
            }
            case Repeated(Answer answer) -> {
                metrics.count("booking.repeated", Map.of());
                yield answers.again(answer);
            }
            case NotDone(Refused refused) -> {
                failed(refused);
                yield refusals.answer(refused, key, started);
            }
        };
    }

    private void failed(Refused refused) {
        metrics.count("hold.failed", Map.of("code", refused.code().name()));
    }
}
