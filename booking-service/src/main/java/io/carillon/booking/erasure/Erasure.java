package io.carillon.booking.erasure;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.outbox.ChangeTrail;
import io.carillon.booking.outbox.Outbox;
import io.carillon.events.PatientEvent.PatientErased;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Erases a patient in one transaction: rows, event and audit. What is past stays as it was, under an id that names nobody.
 */
@ApplicationScoped
class Erasure {

    private final Transactions transactions;
    private final PatientRows rows;
    private final Outbox outbox;
    private final EventFactory events;
    private final ChangeTrail trail;
    private final Clock clock;

    Erasure(
            Transactions transactions,
            PatientRows rows,
            Outbox outbox,
            EventFactory events,
            ChangeTrail trail,
            Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
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
    }

    /** @param cancelFuture whether appointments that would still take place are called off; otherwise they forbid it */
    Outcome erase(UUID clinic, String patientId, boolean cancelFuture) {
        var outcome =
                transactions.inClinic(clinic, connection -> inTransaction(connection, clinic, patientId, cancelFuture));
        outbox.ring();
        return outcome;
    }

    private Outcome inTransaction(Connection connection, UUID clinic, String patientId, boolean cancelFuture)
            throws SQLException {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!rows.lock(connection, clinic, patientId)) {
            return new Outcome.Unknown();
        }
        var upcoming = rows.upcoming(connection, clinic, patientId, now);
        if (cancelFuture && !upcoming.isEmpty()) {
            throw new UnsupportedOperationException("with the lead's cancelling");
        }
        if (!upcoming.isEmpty()) {
            return new Outcome.Expected(upcoming.size());
        }
        var replacement = "erased-" + UUID.randomUUID();
        rows.erase(connection, clinic, patientId, replacement, now);
        outbox.append(connection, events.event(clinic, new PatientErased(patientId, replacement, now)));
        trail.changed(connection, clinic, "contact", replacement, "ERASE", null, null);
        return new Outcome.Erased(replacement, upcoming.size());
    }
}
