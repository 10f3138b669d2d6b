package io.carillon.booking.hold;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.Requester;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.SlotHeld;
import io.carillon.events.BookingEvent.SlotReleased;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the other services, and the audit, what became of a hold; part of the transaction that makes it so. */
@ApplicationScoped
class HoldTeller {

    private final Outbox outbox;
    private final EventFactory events;

    HoldTeller(Outbox outbox, EventFactory events) {
        this.outbox = outbox;
        this.events = events;
    }

    void held(Connection connection, Hold hold, Requester requester) throws SQLException {
        outbox.append(
                connection,
                events.event(
                        hold.clinic(),
                        new SlotHeld(
                                hold.id().toString(),
                                hold.doctorId(),
                                hold.slot().start(),
                                hold.slot().end(),
                                hold.expiresAt(),
                                hold.callId())));
        audit(connection, hold, "HOLD", null, Hold.Status.HELD.name(), requester, hold.heldAt());
    }

    /** Told as any booking is; that it came of a hold, the row of the hold knows. */
    void booked(Connection connection, Appointment appointment, Requester requester, Instant now) throws SQLException {
        outbox.append(
                connection,
                events.event(
                        appointment.clinic(),
                        new AppointmentBooked(
                                appointment.id().toString(),
                                appointment.doctorId(),
                                appointment.patientId(),
                                appointment.slot().start(),
                                appointment.slot().end(),
                                appointment.callId())));
        outbox.append(
                connection,
                events.event(
                        appointment.clinic(),
                        new ChangeRecorded(
                                requester.name(),
                                "appointment",
                                appointment.id().toString(),
                                "BOOK",
                                null,
                                appointment.status(),
                                requester.source(),
                                now)));
    }

    void released(Connection connection, Hold hold, Requester requester, Instant now) throws SQLException {
        ended(connection, hold, Hold.Reason.RELEASED);
        audit(connection, hold, "RELEASE", Hold.Status.HELD.name(), Hold.Status.RELEASED.name(), requester, now);
    }

    /** Nobody asked for this, so there is nothing for the audit. */
    void ended(Connection connection, Hold hold, Hold.Reason reason) throws SQLException {
        outbox.append(
                connection,
                events.event(
                        hold.clinic(),
                        new SlotReleased(
                                hold.id().toString(),
                                hold.doctorId(),
                                hold.slot().start(),
                                hold.slot().end(),
                                reason.word())));
    }

    private void audit(
            Connection connection,
            Hold hold,
            String action,
            @Nullable String before,
            String after,
            Requester requester,
            Instant now)
            throws SQLException {
        outbox.append(
                connection,
                events.event(
                        hold.clinic(),
                        new ChangeRecorded(
                                requester.name(),
                                "hold",
                                hold.id().toString(),
                                action,
                                before,
                                after,
                                requester.source(),
                                now)));
    }
}
