package io.carillon.booking.appointment;

import io.carillon.booking.outbox.Outbox;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.kit.event.EventFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/** Writes an appointment with all that must be true at the same moment: its claim and the events that tell of it. */
@ApplicationScoped
class AppointmentWriter {

    private final SlotClaims claims;
    private final AppointmentRepository appointments;
    private final Outbox outbox;
    private final EventFactory events;
    private final Clock clock;

    AppointmentWriter(
            SlotClaims claims, AppointmentRepository appointments, Outbox outbox, EventFactory events, Clock clock) {
        this.claims = claims;
        this.appointments = appointments;
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Claim before appointment: of two reasons to refuse, the overlap is the one to be told.
     *
     * @param started when the caller first asked
     * @throws DeadlinePassedException when the requester gave up while others had the doctor or the pool
     */
    void write(Connection connection, Appointment appointment, Requester requester, Instant started)
            throws SQLException {
        claims.lock(connection, appointment.doctorId());
        if (!requester.stillWaits(clock.instant())) {
            throw new DeadlinePassedException();
        }
        claims.sweep(connection, appointment.doctorId(), appointment.slot(), clock.instant());
        claims.take(connection, appointment);
        appointments.insert(connection, appointment, started, noEarlierThan(started));
        tell(connection, appointment, requester);
    }

    /** A clock that is set back while we book must not make the booking end before it began. */
    private Instant noEarlierThan(Instant started) {
        var now = clock.instant();
        return now.isBefore(started) ? started : now;
    }

    private void tell(Connection connection, Appointment appointment, Requester requester) throws SQLException {
        var id = appointment.id().toString();
        outbox.append(
                connection,
                events.event(
                        appointment.clinic(),
                        new AppointmentBooked(
                                id,
                                appointment.doctorId(),
                                appointment.patientId(),
                                appointment.slot().start(),
                                appointment.slot().end())));
        outbox.append(
                connection,
                events.event(
                        appointment.clinic(),
                        new ChangeRecorded(
                                requester.name(),
                                "appointment",
                                id,
                                "BOOK",
                                null,
                                Appointment.BOOKED,
                                requester.source(),
                                clock.instant())));
    }
}
