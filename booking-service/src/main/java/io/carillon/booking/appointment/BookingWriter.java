package io.carillon.booking.appointment;

import io.carillon.booking.appointment.Booking.Asked;
import io.carillon.booking.appointment.BookingOutcome.Booked;
import io.carillon.booking.appointment.BookingRequest.Wanted;
import io.carillon.booking.calendar.CalendarQueue;
import io.carillon.booking.idempotency.Answers;
import io.carillon.booking.schedule.DoctorSchedule;
import io.carillon.booking.slot.SlotClaims;
import io.carillon.events.AuditEvent.ChangeRecorded;
import io.carillon.events.BookingEvent.AppointmentBooked;
import io.carillon.kit.database.ConstraintViolatedException;
import io.carillon.kit.event.EventFactory;
import io.carillon.kit.outbox.Outbox;
import io.carillon.kit.request.RequestContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts together all that must be true at the same moment as a booking, and has it written by {@link BookingStatement}. */
@ApplicationScoped
class BookingWriter {

    private final BookingsTogether together;
    private final BookingOverOffers overOffers;
    private final Outbox outbox;
    private final EventFactory events;
    private final Answers answers;
    private final CalendarQueue calendars;
    private final RequestContext context;
    private final Clock clock;

    BookingWriter(
            BookingsTogether together,
            BookingOverOffers overOffers,
            Outbox outbox,
            EventFactory events,
            Answers answers,
            CalendarQueue calendars,
            RequestContext context,
            Clock clock) {
        this.together = together;
        this.overOffers = overOffers;
        this.outbox = outbox;
        this.events = events;
        this.answers = answers;
        this.calendars = calendars;
        this.context = context;
        this.clock = clock;
    }

    /** @return empty where doctor, hours or patient turned out not to be as {@code doctor} has them */
    Optional<BookingOutcome> write(Asked asked, DoctorSchedule doctor, Wanted wanted, ZoneId zone) {
        var request = asked.request();
        var appointment = new Appointment(
                UUID.randomUUID(),
                doctor.clinic(),
                request.patientId(),
                doctor.doctorId(),
                Appointment.BOOKED,
                wanted.slot(),
                zone,
                doctor.calendar() ? Appointment.CALENDAR_PENDING : Appointment.NO_CALENDAR,
                request.type(),
                request.callId());
        var answer = answers.created(
                AppointmentView.of(appointment, request.startTime(), wanted.endTime()), appointment.path());
        var told = List.of(
                outbox.row(events.event(appointment.clinic(), booked(appointment))),
                outbox.row(events.event(appointment.clinic(), audit(appointment, asked.requester()))));
        var statement = new BookingStatement(
                appointment,
                wanted.during(),
                doctor.version(),
                asked.started(),
                asked.requester().deadline(),
                doctor.calendar(),
                context.requestId(),
                told,
                asked.key(),
                answer);
        var written = written(statement, asked.requester());
        if (written && doctor.calendar()) {
            calendars.ring();
        }
        return written ? Optional.of(new Booked(appointment, answer)) : Optional.empty();
    }

    /** What the caller's own call has on hold is not in the caller's way. */
    private boolean written(BookingStatement booking, Requester requester) {
        try {
            return together.write(booking);
        } catch (ConstraintViolatedException e) {
            var callId = booking.appointment().callId();
            if (callId == null || !e.constraint().equals(SlotClaims.NO_OVERLAP)) {
                throw e;
            }
            return switch (overOffers.write(booking, callId, requester)) {
                case WRITTEN -> true;
                case NOT_AS_THOUGHT -> false;
                case NOTHING_OF_THEIRS -> throw e;
            };
        }
    }

    private static AppointmentBooked booked(Appointment appointment) {
        return new AppointmentBooked(
                appointment.id().toString(),
                appointment.doctorId(),
                appointment.patientId(),
                appointment.slot().start(),
                appointment.slot().end(),
                appointment.callId());
    }

    private ChangeRecorded audit(Appointment appointment, Requester requester) {
        return new ChangeRecorded(
                requester.name(),
                "appointment",
                appointment.id().toString(),
                "BOOK",
                null,
                appointment.status(),
                requester.source(),
                clock.instant());
    }
}
