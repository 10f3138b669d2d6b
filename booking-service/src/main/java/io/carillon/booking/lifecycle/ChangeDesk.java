package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.BookingOutcome;
import io.carillon.booking.appointment.Refusals;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.lifecycle.ChangeOutcome.Changed;
import io.carillon.booking.lifecycle.ChangeOutcome.NotChanged;
import io.carillon.booking.lifecycle.ChangeOutcome.Repeated;
import io.carillon.booking.lifecycle.ChangeOutcome.Unchanged;
import io.carillon.booking.lifecycle.Changes.Asked;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes one wish for a change from arrival to answer. */
@ApplicationScoped
class ChangeDesk {

    private static final Logger LOG = Logger.getLogger(ChangeDesk.class);

    private final Changes changes;
    private final Refusals refusals;
    private final Answers answers;
    private final Outbox outbox;
    private final CalendarQueue calendars;
    private final Metrics metrics;
    private final Clock clock;

    ChangeDesk(
            Changes changes,
            Refusals refusals,
            Answers answers,
            Outbox outbox,
            CalendarQueue calendars,
            Metrics metrics,
            Clock clock) {
        this.changes = changes;
        this.refusals = refusals;
        this.answers = answers;
        this.outbox = outbox;
        this.calendars = calendars;
        this.metrics = metrics;
        this.clock = clock;
    }

    RestResponse<byte[]> change(UUID id, Change change, Requester requester, Optional<IdempotencyKey> key) {
        var asked = new Asked(id, change, requester, key, clock.instant());
        return switch (changes.change(asked)) {
            case Changed(Appointment appointment, Answer answer) -> {
                outbox.ring();
                calendars.ring();
                metrics.count(
                        "appointment.changed", Map.of("change", change.action().toLowerCase(Locale.ROOT)));
                LOG.infof("Changed: appointment=%s change=%s", appointment.id(), change.action());
                yield answers.first(answer);
            }
            case Unchanged(Answer answer) -> answers.first(answer);
            case Repeated(Answer answer) -> answers.again(answer);
            case NotChanged(BookingOutcome.Refused refused) -> refused(asked, refused);
        };
    }

    /** Only who wanted another time failed to book one. */
    private RestResponse<byte[]> refused(Asked asked, BookingOutcome.Refused refused) {
        return asked.change() instanceof Change.Move
                ? refusals.answer(refused, asked.key(), asked.started())
                : refusals.answer(refused, asked.key());
    }
}
