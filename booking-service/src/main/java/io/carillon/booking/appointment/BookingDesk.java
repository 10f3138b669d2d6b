package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Booked;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.BookingOutcome.Repeated;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.metrics.Metrics;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes one attempt from arrival to answer: booked, told and counted, or refused, kept and counted. */
@ApplicationScoped
class BookingDesk {

    private static final Logger LOG = Logger.getLogger(BookingDesk.class);

    private final Booking booking;
    private final Refusals refusals;
    private final Answers answers;
    private final Outbox outbox;
    private final Metrics metrics;
    private final Clock clock;

    BookingDesk(Booking booking, Refusals refusals, Answers answers, Outbox outbox, Metrics metrics, Clock clock) {
        this.booking = booking;
        this.refusals = refusals;
        this.answers = answers;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    RestResponse<byte[]> book(byte[] body, Requester requester, Optional<IdempotencyKey> key) {
        var started = clock.instant();
        return switch (attempted(body, requester, key, started)) {
            case Booked(Appointment appointment, Answer answer) -> {
                booked(appointment, started);
                yield answers.first(answer);
            }
            case Repeated(Answer answer) -> {
                metrics.count("booking.repeated", Map.of());
                yield answers.again(answer);
            }
            case Refused refused -> {
                failed(refused.code().name(), started);
                yield refusals.answer(refused, key, started);
            }
        };
    }

    /** An attempt that PostgreSQL could not be asked about cannot be kept there either: the log line is its record. */
    private BookingOutcome attempted(byte[] body, Requester requester, Optional<IdempotencyKey> key, Instant started) {
        try {
            return booking.book(body, requester, key, started);
        } catch (DatabaseUnavailableException e) {
            LOG.warnf("Booking failed: code=%s", e.code());
            failed(e.code(), started);
            throw e;
        }
    }

    private void booked(Appointment appointment, Instant started) {
        outbox.ring();
        metrics.count("booking.created", Map.of());
        took("booked", started);
        // At INFO the access line tells already that this request was answered 201, and half the lines cost half.
        LOG.debugf("Booked: appointment=%s", appointment.id());
    }

    private void failed(String code, Instant started) {
        metrics.count("booking.failed", Map.of("code", code));
        took("failed", started);
    }

    private void took(String outcome, Instant started) {
        metrics.time("booking.duration", Map.of("outcome", outcome), Duration.between(started, clock.instant()));
    }
}
