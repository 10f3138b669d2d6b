package io.carillon.booking.hold;

import io.carillon.booking.appointment.AppointmentRepository;
import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.hold.HoldOutcome.NotDone;
import io.carillon.booking.hold.HoldOutcome.Repeated;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.idempotency.KeptAnswers.Lookup;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Runs one transaction about holds and says in a booking's words why it was not to be; asks first for the key's answer. */
@ApplicationScoped
class HoldGuard {

    private static final Logger LOG = Logger.getLogger(HoldGuard.class);

    private final Transactions transactions;
    private final KeptAnswers kept;

    HoldGuard(Transactions transactions, KeptAnswers kept) {
        this.transactions = transactions;
        this.kept = kept;
    }

    /**
     * @param clinic whose transaction it is
     * @param sent for what is refused
     * @param deadline when the asker no longer waits
     */
    record Terms(UUID clinic, AsSent sent, Optional<Instant> deadline, Optional<IdempotencyKey> key) {

        Refused refused(FailureCode code, String detail) {
            return new Refused(sent, Optional.of(clinic), code, detail);
        }
    }

    /** Thrown by work to have all of it undone. */
    static final class Undo extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient NotDone outcome;

        Undo(NotDone outcome) {
            super("undone", null, false, false);
            this.outcome = outcome;
        }
    }

    /** @param work may assume that no earlier request had its key; empty to say that it must be tried anew */
    Optional<HoldOutcome> run(Terms terms, Transactions.Work<Optional<HoldOutcome>> work) {
        try {
            return transactions.inClinic(terms.clinic(), terms.deadline(), work);
        } catch (Undo e) {
            return Optional.of(e.outcome);
        } catch (ConstraintViolatedException e) {
            return Optional.of(refusedBy(e, terms));
        } catch (RolledBackException e) {
            LOG.error("Hold rolled back", e);
            return Optional.of(rolledBack(terms));
        } catch (OutOfTimeException e) {
            return Optional.of(new NotDone(terms.refused(
                    FailureCode.DEADLINE_PASSED, "The time for this was over and nothing was written; try again.")));
        }
    }

    /** What was answered before to a request with this key; to be asked once the doctors are locked. */
    Optional<HoldOutcome> given(Connection connection, Terms terms) throws SQLException {
        if (terms.key().isEmpty()) {
            return Optional.empty();
        }
        return switch (kept.find(connection, terms.key().get())) {
            case Lookup.Unknown() -> Optional.empty();
            case Lookup.Repeated(var answer) -> Optional.of(new Repeated(answer));
            case Lookup.Reused() -> Optional.of(reused(terms));
        };
    }

    private HoldOutcome refusedBy(ConstraintViolatedException e, Terms terms) {
        return switch (e.constraint()) {
            case AppointmentRepository.NO_DUPLICATE ->
                new NotDone(terms.refused(
                        FailureCode.DUPLICATE, "The patient already has an appointment that starts at this time."));
            // A key that this clinic does not know was used for another clinic's doctor.
            case KeptAnswers.TAKEN ->
                transactions
                        .inClinic(terms.clinic(), connection -> given(connection, terms))
                        .orElseGet(() -> reused(terms));
            case SlotClaims.NO_OVERLAP -> new NotDone(overlap(terms));
            default -> {
                LOG.error("Hold rolled back", e);
                yield rolledBack(terms);
            }
        };
    }

    static Refused overlap(Terms terms) {
        return terms.refused(
                FailureCode.SLOT_OVERLAP,
                "The doctor has no time then any more; choose another slot, see GET /api/availability.");
    }

    static NotDone rolledBack(Terms terms) {
        return new NotDone(terms.refused(
                FailureCode.TRANSACTION_ROLLBACK, "This was rolled back and nothing was written; try again."));
    }

    private static NotDone reused(Terms terms) {
        return new NotDone(terms.refused(
                FailureCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used for another request; use a new key for a new request."));
    }
}
