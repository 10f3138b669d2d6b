package io.carillon.booking.appointment;

import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.RefusedStatement.Kept;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.idempotency.KeptAnswers.Lookup;
import io.carillon.events.BookingEvent.BookingFailed;
import io.carillon.events.CloudEvent;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.DatabaseUnavailableException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
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
    private final KeptAnswers answers;
    private final Outbox outbox;
    private final EventFactory events;
    private final RequestContext request;

    FailureRecorder(
            Transactions transactions,
            AttemptRepository attempts,
            KeptAnswers answers,
            Outbox outbox,
            EventFactory events,
            RequestContext request) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.answers = answers;
        this.outbox = outbox;
        this.events = events;
        this.request = request;
    }

    /** Keeps what may succeed when it is tried again. */
    void record(Refused refused, Instant started) {
        record(refused, Optional.empty(), Optional.empty(), started);
    }

    /**
     * The refusal stands whether or not it can be kept, so the caller hears of it either way.
     *
     * @param answer kept under {@code key}, so that a repeat of this request hears the same
     * @return the answer to a request with the same key that was done in the meantime, which then is this one's too
     */
    Optional<Answer> record(Refused refused, Optional<IdempotencyKey> key, Answer answer, Instant started) {
        var keep = key.filter(any -> refused.code().weighed());
        return record(refused, keep, keep.map(any -> answer), started);
    }

    /** Keeps only the answer. @return as {@link #record(Refused, Optional, Answer, Instant)} */
    Optional<Answer> keep(Refused refused, Optional<IdempotencyKey> key, Answer answer) {
        var clinic = refused.clinic();
        if (key.isEmpty() || clinic.isEmpty() || !refused.code().weighed()) {
            return Optional.empty();
        }
        try {
            return transactions.inClinic(clinic.get(), connection -> {
                answers.keep(connection, clinic.get(), key.get(), answer);
                return Optional.empty();
            });
        } catch (ConstraintViolatedException e) {
            return earlier(e, clinic.get(), key);
        } catch (DatabaseUnavailableException | RolledBackException | OutOfTimeException e) {
            LOG.errorf("the answer to a refused change could not be kept: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Answer> record(
            Refused refused, Optional<IdempotencyKey> key, Optional<Answer> answer, Instant started) {
        var attempt = new FailedAttempt(
                UUID.randomUUID(),
                refused.sent(),
                refused.code().name(),
                refused.detail(),
                request.requestId(),
                started);
        LOG.warnf("Booking failed: code=%s attempt=%s", attempt.code(), attempt.id());
        try {
            var earlier = kept(refused, attempt, key, answer);
            outbox.ring();
            return earlier;
        } catch (DatabaseUnavailableException
                | RolledBackException
                | OutOfTimeException
                | ConstraintViolatedException e) {
            LOG.errorf("Booking failed and the attempt %s could not be kept: %s", attempt.id(), e.getMessage());
            return Optional.empty();
        }
    }

    /** An attempt at nobody's doctor belongs to no clinic, so it is kept by the door that is bound to none. */
    private Optional<Answer> kept(
            Refused refused, FailedAttempt attempt, Optional<IdempotencyKey> key, Optional<Answer> answer) {
        var clinic = refused.clinic();
        if (clinic.isEmpty()) {
            return transactions.acrossClinics(connection -> {
                attempts.insert(connection, null, attempt);
                outbox.append(connection, told(attempt, refused));
                return Optional.empty();
            });
        }
        try {
            var statement = new RefusedStatement(
                    clinic.get(),
                    attempt,
                    outbox.row(told(attempt, refused)),
                    key.flatMap(given -> answer.map(about -> new Kept(given, about))));
            return transactions.atOnce(connection -> {
                statement.execute(connection);
                return Optional.empty();
            });
        } catch (ConstraintViolatedException e) {
            return earlier(e, clinic.get(), key);
        }
    }

    /** What the request was answered with that has taken {@code key} meanwhile. */
    private Optional<Answer> earlier(ConstraintViolatedException taken, UUID clinic, Optional<IdempotencyKey> key) {
        if (key.isEmpty() || !taken.constraint().equals(KeptAnswers.TAKEN)) {
            throw taken;
        }
        return transactions.atOnce(connection ->
                answers.findAtOnce(connection, clinic, key.get()) instanceof Lookup.Repeated(Answer earlier)
                        ? Optional.of(earlier)
                        : Optional.empty());
    }

    private CloudEvent<BookingFailed> told(FailedAttempt attempt, Refused refused) {
        var clinic = refused.clinic().orElse(null);
        var sent = attempt.sent();
        var doctorId = sent.doctorId();
        return events.event(
                clinic,
                new BookingFailed(
                        attempt.id().toString(),
                        doctorId == null || clinic == null ? UNKNOWN : doctorId,
                        refused.code().patientIsKnown() ? sent.patientId() : null,
                        attempt.code(),
                        sent.start(),
                        sent.end()));
    }
}
