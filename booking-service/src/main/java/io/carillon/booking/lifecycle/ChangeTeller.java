package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.Appointment;
import io.carillon.booking.appointment.Requester;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.events.BookingEvent.AppointmentCancelled;
import io.carillon.events.BookingEvent.AppointmentMoved;
import io.carillon.events.BookingEvent.AppointmentStatusChanged;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Tells the other services, the doctor's calendar and the audit what became of an appointment. */
@ApplicationScoped
class ChangeTeller {

    private final Outbox outbox;
    private final EventFactory events;
    private final CalendarQueue calendars;

    ChangeTeller(Outbox outbox, EventFactory events, CalendarQueue calendars) {
        this.outbox = outbox;
        this.events = events;
        this.calendars = calendars;
    }

    void tell(Connection connection, Change change, Standing before, Standing after, Requester requester, Instant now)
            throws SQLException {
        var clinic = after.appointment().clinic();
        calendars.append(connection, after.appointment().id());
        outbox.append(connection, events.event(clinic, event(before, after)));
        outbox.append(
                connection,
                events.event(
                        clinic,
                        new ChangeRecorded(
                                requester.name(),
                                "appointment",
                                after.appointment().id().toString(),
                                change.action(),
                                words(before),
                                words(after),
                                requester.source(),
                                now)));
    }

    private static BookingEvent event(Standing before, Standing after) {
        var was = before.appointment();
        var is = after.appointment();
        var id = is.id().toString();
        var start = is.slot().start();
        var end = is.slot().end();
        if (!before.claims() && after.claims()) {
            return new AppointmentBooked(id, is.doctorId(), is.patientId(), start, end, is.callId());
        }
        if (before.claims() && (after.deleted() || is.status().equals(Appointment.CANCELLED))) {
            return new AppointmentCancelled(id, is.doctorId(), is.patientId(), start, end);
        }
        if (!was.slot().equals(is.slot()) || !was.doctorId().equals(is.doctorId())) {
            return new AppointmentMoved(
                    id,
                    is.doctorId(),
                    is.patientId(),
                    start,
                    end,
                    was.doctorId(),
                    was.slot().start(),
                    was.slot().end());
        }
        return new AppointmentStatusChanged(id, is.doctorId(), is.patientId(), start, end, is.status(), was.status());
    }

    /** For the audit: what changed, with ids and times only. */
    private static String words(Standing standing) {
        var appointment = standing.appointment();
        return "%s %s %s%s%s"
                .formatted(
                        appointment.status(),
                        appointment.doctorId(),
                        appointment.slot().start(),
                        standing.checkedInAt() == null ? "" : " checked-in",
                        standing.deleted() ? " deleted" : "");
    }
}
