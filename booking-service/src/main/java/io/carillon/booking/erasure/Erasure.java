package io.carillon.booking.erasure;

import io.carillon.booking.appointment.Requester;
import io.carillon.booking.erasure.PatientRows.Upcoming;
import io.carillon.booking.lifecycle.Cancelling;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Erases a patient in one transaction: rows, event and audit; doctors are locked before the patient, as everywhere. What is past stays as it was, under an id that names nobody.
 */
@ApplicationScoped
class Erasure {

    /** Tries while the patient is being booked for. */
    private static final int TRIES = 3;

    private final Transactions transactions;
    private final PatientRows rows;
    private final SlotClaims claims;
    private final Cancelling cancelling;
    private final Outbox outbox;
    private final EventFactory events;
    private final ChangeTrail trail;
    private final Clock clock;

    Erasure(
            Transactions transactions,
            PatientRows rows,
            SlotClaims claims,
            Cancelling cancelling,
            Outbox outbox,
            EventFactory events,
            ChangeTrail trail,
            Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.claims = claims;
        this.cancelling = cancelling;
        this.outbox = outbox;
        this.events = events;
        this.trail = trail;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {

        /** @param replacement the id that stands in the patient's place from now on */
        record Erased(String replacement, int cancelled) implements Outcome {}

        /** There is no such patient, or no longer. */
        record Unknown() implements Outcome {}

        /** Somebody is expected: nothing was changed. */
        record Expected(int appointments) implements Outcome {}

        /** The patient was booked anew each time that we looked: nothing was changed. */
        record Busy() implements Outcome {}
    }

    /** @param cancelFuture whether appointments that would still take place are called off; otherwise they forbid it */
    Outcome erase(UUID clinic, String patientId, boolean cancelFuture, Requester requester) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            var outcome = transactions.inClinic(
                    clinic, connection -> inTransaction(connection, clinic, patientId, cancelFuture, requester));
            if (outcome.isPresent()) {
                outbox.ring();
                return outcome.get();
            }
        }
        return new Outcome.Busy();
    }

    /** Empty where somebody booked with yet another doctor while the locks were chosen; nothing was written then. */
    private Optional<Outcome> inTransaction(
            Connection connection, UUID clinic, String patientId, boolean cancelFuture, Requester requester)
            throws SQLException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var doctors = cancelFuture ? doctors(rows.upcoming(connection, clinic, patientId, now)) : Set.<String>of();
        claims.lock(connection, doctors);
        if (!rows.lock(connection, clinic, patientId)) {
            return Optional.of(new Outcome.Unknown());
        }
        var upcoming = rows.upcoming(connection, clinic, patientId, now);
        if (!upcoming.isEmpty() && !cancelFuture) {
            return Optional.of(new Outcome.Expected(upcoming.size()));
        }
        if (!doctors.containsAll(doctors(upcoming))) {
            return Optional.empty();
        }
        for (var appointment : upcoming) {
            cancelling.cancel(connection, appointment.id(), requester, now);
        }
        var replacement = "erased-" + UUID.randomUUID();
        rows.erase(connection, clinic, patientId, replacement, now);
        outbox.append(connection, events.event(clinic, new PatientErased(patientId, replacement, now)));
        trail.changed(connection, clinic, "contact", replacement, "ERASE", null, null);
        return Optional.of(new Outcome.Erased(replacement, upcoming.size()));
    }

    private static Set<String> doctors(List<Upcoming> appointments) {
        return appointments.stream().map(Upcoming::doctorId).collect(Collectors.toSet());
    }
}
