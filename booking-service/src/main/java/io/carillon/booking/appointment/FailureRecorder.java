package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.database.ConstraintViolatedException;
import io.carillon.booking.database.DatabaseUnavailableException;
import io.carillon.booking.database.RolledBackException;
import io.carillon.booking.database.Transactions;
import io.carillon.booking.outbox.Outbox;
import io.carillon.events.BookingEvent.BookingFailed;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps what was refused, in a transaction of its own: the one that was refused is gone (R-BOOK-04). */
@ApplicationScoped
class FailureRecorder {

    /** Key of events about a doctor whom nobody knows: what a stranger sent does not become a Kafka key. */
    private static final String UNKNOWN = "unknown";

    private static final Logger LOG = Logger.getLogger(FailureRecorder.class);

    private final Transactions transactions;
    private final AttemptRepository attempts;
    private final Outbox outbox;
    private final EventFactory events;
    private final RequestContext request;

    FailureRecorder(
            Transactions transactions,
            AttemptRepository attempts,
            Outbox outbox,
            EventFactory events,
            RequestContext request) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.outbox = outbox;
        this.events = events;
        this.request = request;
    }

    /** The refusal stands whether or not it can be kept, so the caller hears of it either way. */
    void record(Refused refused, Instant started) {
        var attempt = new FailedAttempt(
                UUID.randomUUID(),
                refused.sent(),
                refused.code().name(),
                refused.detail(),
                request.requestId(),
                started);
        LOG.warnf("Booking failed: code=%s attempt=%s", attempt.code(), attempt.id());
        try {
            transactions.acrossClinics(connection -> keep(connection, attempt, refused));
            outbox.ring();
        } catch (DatabaseUnavailableException | RolledBackException | ConstraintViolatedException e) {
            LOG.errorf("Booking failed and the attempt %s could not be kept: %s", attempt.id(), e.getMessage());
        }
    }

    private UUID keep(Connection connection, FailedAttempt attempt, Refused refused) throws SQLException {
        var clinic = attempts.insert(connection, attempt);
        var sent = attempt.sent();
        var doctorId = sent.doctorId();
        outbox.append(
                connection,
                events.event(
                        clinic.orElse(null),
                        new BookingFailed(
                                attempt.id().toString(),
                                doctorId == null || clinic.isEmpty() ? UNKNOWN : doctorId,
                                refused.code().patientIsKnown() ? sent.patientId() : null,
                                attempt.code(),
                                sent.start(),
                                sent.end())));
        return attempt.id();
    }
}
