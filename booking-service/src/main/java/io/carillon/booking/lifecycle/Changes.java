package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.AppointmentRepository;
import io.carillon.booking.appointment.AppointmentView;
import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.appointment.BookingOutcome;
import io.carillon.booking.appointment.BookingPolicy;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.hold.Releasing;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.idempotency.KeptAnswers.Lookup;
import io.carillon.booking.lifecycle.ChangeOutcome.Changed;
import io.carillon.booking.lifecycle.ChangeOutcome.NotChanged;
import io.carillon.booking.lifecycle.ChangeOutcome.Repeated;
import io.carillon.booking.lifecycle.ChangeOutcome.Unchanged;
import io.carillon.booking.lifecycle.ChangePolicy.Ruling;
import io.carillon.booking.lifecycle.StandingRepository.Whereabouts;
import io.carillon.booking.mode.Feature;
import io.carillon.booking.mode.Features;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.database.OutOfTimeException;
import io.carillon.kit.database.RolledBackException;
import io.carillon.kit.database.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Changes an appointment in one transaction: doctors locked, ascending; the row locked and weighed; its claim given back
 * and taken anew where the time is another; row, events and kept answer written. Either all of it is true or none.
 */
@ApplicationScoped
class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);

    /** Tries while the appointment, or its doctor's hours, change under us. */
    private static final int TRIES = 3;

    private final Transactions transactions;
    private final StandingRepository standings;
    private final Roster roster;
    private final SlotClaims claims;
    private final Releasing holds;
    private final KeptAnswers kept;
    private final Answers answers;
    private final ChangeTeller teller;
    private final Clock clock;
    private final Features features;

    Changes(
            Transactions transactions,
            StandingRepository standings,
            Roster roster,
            SlotClaims claims,
            Releasing holds,
            KeptAnswers kept,
            Answers answers,
            ChangeTeller teller,
            Clock clock,
            Features features) {
        this.transactions = transactions;
        this.standings = standings;
        this.roster = roster;
        this.claims = claims;
        this.holds = holds;
        this.kept = kept;
        this.answers = answers;
        this.teller = teller;
        this.clock = clock;
        this.features = features;
    }

    /** What is asked, by whom, since when. */
    record Asked(UUID id, Change change, Requester requester, Optional<IdempotencyKey> key, Instant started) {

        /** @param of what is known of the appointment; null when nothing is */
        NotChanged refused(@Nullable Whereabouts of, @Nullable String patientId, FailureCode code, String detail) {
            var move = change instanceof Change.Move wanted ? wanted : null;
            return new NotChanged(new BookingOutcome.Refused(
                    new AsSent(
                            patientId,
                            of == null ? null : of.doctorId(),
                            move == null ? null : move.start(),
                            move == null ? null : move.end()),
                    Optional.ofNullable(of).map(Whereabouts::clinic),
                    code,
                    detail));
        }
    }

    ChangeOutcome change(Asked asked) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var place = transactions.visibleTo(
                    asked.requester().clinic(), connection -> standings.whose(connection, asked.id()));
            if (place.isEmpty()) {
                return asked.refused(
                        null, null, FailureCode.UNKNOWN_APPOINTMENT, "There is no appointment with this id.");
            }
            if (asked.change() instanceof Change.Move) {
                features.require(place.get().clinic(), Feature.BOOKING);
            }
            var outcome = attempted(asked, place.get());
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return asked.refused(
                null, null, FailureCode.TRANSACTION_ROLLBACK, "The appointment is being changed; try again.");
    }

    /** Empty where appointment or hours are not any more what they were when the locks were chosen. */
    private Optional<ChangeOutcome> attempted(Asked asked, Whereabouts place) {
        var doctorId = asked.change() instanceof Change.Move move
                ? move.doctorId().orElse(place.doctorId())
                : place.doctorId();
        var doctor = roster.fresh(doctorId).filter(known -> known.clinic().equals(place.clinic()));
        if (doctor.isEmpty()) {
            return Optional.of(asked.refused(
                    place, null, FailureCode.UNKNOWN_DOCTOR, "unknown doctor: the clinic has none with this id."));
        }
        try {
            return transactions.inClinic(
                    place.clinic(),
                    asked.requester().deadline(),
                    connection -> inTransaction(connection, asked, place, doctor.get()));
        } catch (ConstraintViolatedException e) {
            return Optional.of(refusedBy(e, asked, place));
        } catch (RolledBackException e) {
            return Optional.of(rolledBack(e, asked, place));
        } catch (OutOfTimeException e) {
            return Optional.of(asked.refused(
                    place,
                    null,
                    FailureCode.DEADLINE_PASSED,
                    "The time for this change was over and nothing was written; try again."));
        }
    }

    private static NotChanged refusedBy(ConstraintViolatedException e, Asked asked, Whereabouts place) {
        return switch (e.constraint()) {
            case SlotClaims.NO_OVERLAP ->
                asked.refused(
                        place,
                        null,
                        FailureCode.SLOT_OVERLAP,
                        "The doctor has no time then; choose another slot, see GET /api/availability.");
            case AppointmentRepository.NO_DUPLICATE ->
                asked.refused(
                        place,
                        null,
                        FailureCode.DUPLICATE,
                        "The patient already has an appointment that starts at this time.");
            // Another request of this caller's, perhaps of another clinic, used the key.
            case KeptAnswers.TAKEN -> keyReused(asked, place);
            default -> rolledBack(e, asked, place);
        };
    }

    private static NotChanged rolledBack(RuntimeException e, Asked asked, Whereabouts place) {
        LOG.error("Change rolled back", e);
        return asked.refused(
                place,
                null,
                FailureCode.TRANSACTION_ROLLBACK,
                "The change was rolled back and nothing was written; try again.");
    }

    private static NotChanged keyReused(Asked asked, Whereabouts place) {
        return asked.refused(
                place,
                null,
                FailureCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was used for another request; use a new key for a new request.");
    }

    private Optional<ChangeOutcome> inTransaction(
            Connection connection, Asked asked, Whereabouts place, DoctorSchedule doctor) throws SQLException {
        claims.lock(connection, List.of(place.doctorId(), doctor.doctorId()));
        var given = given(connection, asked, place);
        if (given.isPresent()) {
            return given;
        }
        var now = clock.instant();
        var standing = standings.locked(connection, asked.id());
        if (standing.isEmpty()
                || !standing.get().appointment().doctorId().equals(place.doctorId())
                || standings.scheduleVersion(connection, doctor.doctorId()) != doctor.version()) {
            return Optional.empty();
        }
        return Optional.of(weighed(connection, asked, place, standing.get(), doctor, now));
    }

    private ChangeOutcome weighed(
            Connection connection, Asked asked, Whereabouts place, Standing before, DoctorSchedule doctor, Instant now)
            throws SQLException {
        var appointment = before.appointment();
        return switch (ChangePolicy.rule(asked.change(), before, now)) {
            case Ruling.Forbidden(FailureCode code, String detail) ->
                asked.refused(place, appointment.patientId(), code, detail);
            case Ruling.Already() -> new Unchanged(kept(connection, asked, appointment));
            case Ruling.Allowed(Standing next) -> {
                if (asked.change() instanceof Change.Move
                        && BookingPolicy.rule(next.appointment().slot(), doctor, asked.started())
                                instanceof BookingPolicy.Ruling.Forbidden(FailureCode code, String detail)) {
                    yield asked.refused(place, appointment.patientId(), code, detail);
                }
                yield written(connection, asked, before, next, doctor, now);
            }
        };
    }

    private Changed written(
            Connection connection, Asked asked, Standing before, Standing next, DoctorSchedule doctor, Instant now)
            throws SQLException {
        var appointment = next.appointment();
        // Who does not move keeps the claim as it was made: the doctor's buffers may have grown since.
        var stays = before.claims() && next.claims() && next.at(before.appointment());
        if (before.claims() && !stays) {
            claims.free(connection, appointment.id());
        }
        if (asked.change() instanceof Change.Move move && move.holdId().isPresent()) {
            holds.release(connection, move.holdId().get(), doctor.doctorId(), asked.requester(), now);
        }
        if (next.claims() && !stays) {
            var during = doctor.claimed(appointment.slot(), appointment.type());
            if (asked.change() instanceof Change.Move move && move.callId().isPresent()) {
                holds.letGo(connection, move.callId().get(), doctor.doctorId(), during, asked.requester(), now);
            }
            claims.sweep(connection, appointment.doctorId(), during, now);
            claims.take(connection, appointment.clinic(), appointment.doctorId(), during, appointment.id());
        }
        var reason = asked.change() instanceof Change.Cancel(String text) ? text : null;
        standings.update(connection, next, reason, asked.requester().name(), now);
        teller.tell(connection, asked.change(), before, next, asked.requester(), now);
        return new Changed(appointment, kept(connection, asked, appointment.behindIn(doctor.calendar())));
    }

    /** The answer, which repeats of this request get again. */
    private Answer kept(Connection connection, Asked asked, Appointment appointment) throws SQLException {
        var answer = answers.ok(AppointmentView.of(appointment));
        if (asked.key().isPresent()) {
            kept.keep(connection, appointment.clinic(), asked.key().get(), answer);
        }
        return answer;
    }

    private Optional<ChangeOutcome> given(Connection connection, Asked asked, Whereabouts place) throws SQLException {
        if (asked.key().isEmpty()) {
            return Optional.empty();
        }
        return switch (kept.find(connection, asked.key().get())) {
            case Lookup.Unknown() -> Optional.empty();
            case Lookup.Repeated(Answer answer) -> Optional.of(new Repeated(answer));
            case Lookup.Reused() -> Optional.of(keyReused(asked, place));
        };
    }
}
