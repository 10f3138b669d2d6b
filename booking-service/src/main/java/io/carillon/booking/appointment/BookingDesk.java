package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Booked;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.database.DatabaseUnavailableException;
import io.carillon.booking.outbox.Outbox;
import io.carillon.kit.metrics.Metrics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jboss.logging.Logger;

/** Takes one attempt from arrival to answer: booked, told and counted, or refused, kept and counted. */
@ApplicationScoped
class BookingDesk {

    private static final Logger LOG = Logger.getLogger(BookingDesk.class);

    private final Booking booking;
    private final FailureRecorder failures;
    private final Outbox outbox;
    private final Metrics metrics;
    private final Clock clock;

    BookingDesk(Booking booking, FailureRecorder failures, Outbox outbox, Metrics metrics, Clock clock) {
        this.booking = booking;
        this.failures = failures;
        this.outbox = outbox;
        this.metrics = metrics;
        this.clock = clock;
    }

    BookingOutcome book(byte[] body, Requester requester) {
        var started = clock.instant();
        var outcome = attempted(body, requester, started);
        switch (outcome) {
            case Booked(Appointment appointment, BookingRequest _) -> booked(appointment, started);
            case Refused refused -> {
                failures.record(refused, started);
                failed(refused.code().name(), started);
            }
        }
        return outcome;
    }

    /** An attempt that PostgreSQL could not be asked about cannot be kept there either: the log line is its record. */
    private BookingOutcome attempted(byte[] body, Requester requester, Instant started) {
        try {
            return booking.book(body, requester, started);
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
        LOG.infof("Booked: appointment=%s", appointment.id());
    }

    private void failed(String code, Instant started) {
        metrics.count("booking.failed", Map.of("code", code));
        took("failed", started);
    }

    private void took(String outcome, Instant started) {
        metrics.time("booking.duration", Map.of("outcome", outcome), Duration.between(started, clock.instant()));
    }
}
