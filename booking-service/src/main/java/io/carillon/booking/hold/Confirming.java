package io.carillon.booking.hold;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.AppointmentRepository;
import io.carillon.booking.appointment.AppointmentView;
import io.carillon.booking.appointment.AsSent;
import io.carillon.booking.appointment.BookingOutcome.Refused;
import io.carillon.booking.appointment.BookingPolicy;
import io.carillon.booking.appointment.BookingPolicy.Ruling;
import io.carillon.booking.appointment.FailureCode;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.contact.ContactRepository;
import io.carillon.booking.hold.HoldGuard.Terms;
import io.carillon.booking.hold.HoldGuard.Undo;
import io.carillon.booking.hold.HoldOutcome.Confirmed;
import io.carillon.booking.hold.HoldOutcome.NotDone;
import io.carillon.booking.hold.HoldOutcome.Repeated;
import io.carillon.booking.idempotency.Answer;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.idempotency.KeptAnswers;
import io.carillon.booking.mode.Feature;
import io.carillon.booking.mode.Features;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.schedule.Roster;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.JsonFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes an appointment of a hold. Whether the hold still has the time is decided by the claim's UPDATE and nothing else. */
@ApplicationScoped
class Confirming {

    /** Tries while the doctor's hours change under us; each but the first goes by fresh rows. */
    private static final int TRIES = 3;

    private final Transactions transactions;
    private final Roster roster;
    private final HoldGuard guard;
    private final SlotClaims claims;
    private final HoldRepository holds;
    private final AppointmentRepository appointments;
    private final ContactRepository contacts;
    private final CalendarQueue calendars;
    private final HoldTeller teller;
    private final KeptAnswers kept;
    private final Answers answers;
    private final Features features;
    private final Clock clock;

    Confirming(
            Transactions transactions,
            Roster roster,
            HoldGuard guard,
            SlotClaims claims,
            HoldRepository holds,
            AppointmentRepository appointments,
            ContactRepository contacts,
            CalendarQueue calendars,
            HoldTeller teller,
            KeptAnswers kept,
            Answers answers,
            Features features,
            Clock clock) {
        this.transactions = transactions;
        this.roster = roster;
        this.guard = guard;
        this.claims = claims;
        this.holds = holds;
        this.appointments = appointments;
        this.contacts = contacts;
        this.calendars = calendars;
        this.teller = teller;
        this.kept = kept;
        this.answers = answers;
        this.features = features;
        this.clock = clock;
    }

    private record Asked(String patientId, Requester requester, Optional<IdempotencyKey> key) {}

    /** @return {@link Confirmed} only after commit */
    HoldOutcome confirm(Optional<UUID> id, byte @Nullable [] body, Requester requester, Optional<IdempotencyKey> key) {
        var fields = JsonFields.read(body).orElseGet(JsonFields::none);
        var patientId = fields.id("patientId");
        if (patientId == null) {
            return new NotDone(new Refused(
                    new AsSent(null, null, null, null),
                    Optional.empty(),
                    FailureCode.VALIDATION,
                    fields.faults().orElseThrow()));
        }
        return id.flatMap(known ->
                        transactions.visibleTo(requester.clinic(), connection -> holds.find(connection, known)))
                .map(hold -> confirm(hold, new Asked(patientId, requester, key)))
                .orElseGet(() -> new NotDone(new Refused(
                        new AsSent(patientId, null, null, null),
                        Optional.empty(),
                        FailureCode.UNKNOWN_HOLD,
                        "There is no hold with this id, or it ended long ago.")));
    }

    private HoldOutcome confirm(Hold hold, Asked asked) {
        var sent = new AsSent(
                asked.patientId(),
                hold.doctorId(),
                hold.slot().start(),
                hold.slot().end());
        var terms = new Terms(hold.clinic(), sent, asked.requester().deadline(), asked.key());
        features.require(hold.clinic(), Feature.BOOKING);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var doctor = attempt == 1 ? roster.find(hold.doctorId()) : roster.fresh(hold.doctorId());
            if (doctor.isEmpty()) {
                return new NotDone(
                        terms.refused(FailureCode.UNKNOWN_DOCTOR, "unknown doctor: there is none any more."));
            }
            var current = doctor.get();
            var outcome = guard.run(terms, connection -> confirmed(connection, hold, current, asked, terms));
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return HoldGuard.rolledBack(terms);
    }

    /** Empty where the doctor's hours are not as they were thought to be. */
    private Optional<HoldOutcome> confirmed(
            Connection connection, Hold asFound, DoctorSchedule doctor, Asked asked, Terms terms) throws SQLException {
        claims.lock(connection, List.of(asFound.doctorId()));
        var given = guard.given(connection, terms);
        if (given.isPresent()) {
            return given;
        }
        var hold = holds.find(connection, asFound.id()).orElse(asFound);
        if (hold.appointmentId() != null) {
            return Optional.of(earlier(connection, hold.appointmentId(), asked, terms));
        }
        if (!contacts.exists(connection, hold.clinic(), asked.patientId())) {
            return Optional.of(new NotDone(terms.refused(
                    FailureCode.UNKNOWN_PATIENT,
                    "unknown patient: the doctor's clinic has none with this patientId.")));
        }
        if (!holds.unchanged(connection, doctor)) {
            return Optional.empty();
        }
        // By the time at which the slot was promised: who chose in good time is not refused for having chosen slowly.
        return Optional.of(
                switch (BookingPolicy.rule(hold.slot(), doctor, hold.heldAt())) {
                    case Ruling.Forbidden(FailureCode code, String detail) -> new NotDone(terms.refused(code, detail));
                    case Ruling.Allowed(var zone) ->
                        booked(connection, hold, appointment(hold, doctor, zone, asked), asked, terms);
                });
    }

    private static Appointment appointment(Hold hold, DoctorSchedule doctor, ZoneId zone, Asked asked) {
        return new Appointment(
                UUID.randomUUID(),
                hold.clinic(),
                asked.patientId(),
                hold.doctorId(),
                Appointment.BOOKED,
                hold.slot(),
                zone,
                doctor.calendar() ? Appointment.CALENDAR_PENDING : Appointment.NO_CALENDAR,
                null,
                hold.callId());
    }

    /** The patient's own hold, confirmed before: the answer to that may have been lost on its way, so it is given again. */
    private HoldOutcome earlier(Connection connection, UUID appointmentId, Asked asked, Terms terms)
            throws SQLException {
        return appointments
                .find(connection, appointmentId)
                .filter(appointment -> appointment.patientId().equals(asked.patientId()))
                .map(appointment -> appointment.active()
                        ? new Repeated(answer(appointment))
                        : new NotDone(terms.refused(
                                FailureCode.STATUS_CONFLICT,
                                "The appointment that the hold has become is %s by now."
                                        .formatted(appointment.status()))))
                .orElseGet(() -> new NotDone(terms.refused(
                        FailureCode.STATUS_CONFLICT, "The hold has become an appointment of somebody else's.")));
    }

    private HoldOutcome booked(Connection connection, Hold hold, Appointment appointment, Asked asked, Terms terms)
            throws SQLException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Looked at before anything is written, so that what is expired is not told to be a duplicate.
        if (hold.statusAt(now) != Hold.Status.HELD) {
            return expired(terms);
        }
        appointments.insert(connection, appointment, hold.heldAt(), now.isAfter(hold.heldAt()) ? now : hold.heldAt());
        if (!claims.confirm(connection, hold.id(), appointment.id(), now)) {
            throw new Undo(expired(terms));
        }
        if (appointment.calendarSync().equals(Appointment.CALENDAR_PENDING)) {
            calendars.append(connection, appointment.id());
        }
        holds.confirm(connection, hold.id(), appointment.id(), now);
        teller.booked(connection, appointment, asked.requester(), now);
        var answer = answer(appointment);
        if (asked.key().isPresent()) {
            kept.keep(connection, hold.clinic(), asked.key().get(), answer);
        }
        return new Confirmed(appointment, answer);
    }

    private Answer answer(Appointment appointment) {
        return answers.created(AppointmentView.of(appointment), appointment.path());
    }

    private static NotDone expired(Terms terms) {
        return new NotDone(terms.refused(
                FailureCode.HOLD_EXPIRED,
                "The hold has ended and the slot is free for others; hold it again or book it."));
    }
}
