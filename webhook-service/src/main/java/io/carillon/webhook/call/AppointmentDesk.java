package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Appointment;
import io.carillon.webhook.call.PatientApi.Appointments;
import io.carillon.webhook.call.PatientApi.Move;
import io.carillon.webhook.directory.Clinic;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads, moves and cancels what a proven patient has booked. Never throws for what can go wrong out there. Blocks: call
 * it on a virtual thread.
 */
@ApplicationScoped
public class AppointmentDesk {

    /** Statuses of an appointment that will take place (R-BOOK-12). */
    private static final Set<String> STANDING = Set.of("BOOKED", "CONFIRMED");

    /** Cancelled ones are among those that booking-service lists. */
    private static final int LISTED = 50;

    /** There is none, or it is over. */
    private static final Set<String> GONE = Set.of("UNKNOWN_APPOINTMENT", "STATUS_CONFLICT");

    private static final String REASON = "by telephone";

    private final PatientClient patients;
    private final Patience patience;
    private final Clock clock;

    AppointmentDesk(PatientClient patients, Patience patience, Clock clock) {
        this.patients = patients;
        this.patience = patience;
        this.clock = clock;
    }

    /** @param limit at most so many, the earliest */
    public Upcoming appointments(Clinic clinic, ProvenPatient patient, int limit, Deadline deadline) {
        if (!patient.orgId().equals(clinic.orgId())) {
            return new Upcoming.None();
        }
        var reply = patience.read(
                deadline,
                "appointments",
                () -> patients.appointments(clinic, patient.patientId(), clock.instant(), LISTED, deadline));
        return switch (reply) {
            case Reply.Given<Appointments>(Appointments list) -> {
                var standing = list.appointments().stream()
                        .filter(appointment -> STANDING.contains(appointment.status())
                                && appointment.patientId().equals(patient.patientId()))
                        .limit(limit)
                        .map(AppointmentDesk::booked)
                        .toList();
                yield standing.isEmpty() ? new Upcoming.None() : new Upcoming.Found(standing);
            }
            case Reply.Refused<Appointments> refused -> new Upcoming.Refused(refused.code(), refused.detail());
            case Reply.Unavailable<Appointments> unavailable -> new Upcoming.Unavailable();
            case Reply.Unsure<Appointments> unsure -> new Upcoming.Unavailable();
        };
    }

    /**
     * Moves to {@code slot} in one transaction: as long as that has not succeeded the old time stands, and so does all that
     * is on hold.
     *
     * @param callId what this call has on hold of the new time falls with the move, 1 to 128 characters
     */
    public Changed reschedule(
            Clinic clinic,
            ProvenPatient patient,
            String appointmentId,
            Slot slot,
            String callId,
            RequestKey key,
            Deadline deadline) {
        return reschedule(clinic, patient, appointmentId, slot, null, callId, key, deadline);
    }

    /** As above, to a slot that is held for this call: the hold ends in the same transaction, or stands as well. */
    public Changed reschedule(
            Clinic clinic,
            ProvenPatient patient,
            String appointmentId,
            HeldSlot held,
            String callId,
            RequestKey key,
            Deadline deadline) {
        return reschedule(clinic, patient, appointmentId, held.slot(), held.holdId(), callId, key, deadline);
    }

    private Changed reschedule(
            Clinic clinic,
            ProvenPatient patient,
            String appointmentId,
            Slot slot,
            @Nullable String holdId,
            String callId,
            RequestKey key,
            Deadline deadline) {
        var move = new Move(
                slot.doctorId(), Times.local(slot.start(), clinic), Times.local(slot.end(), clinic), holdId, callId);
        return change(
                clinic,
                patient,
                appointmentId,
                deadline,
                "move",
                () -> patients.reschedule(clinic, appointmentId, move, key, deadline));
    }

    public Changed cancel(
            Clinic clinic, ProvenPatient patient, String appointmentId, RequestKey key, Deadline deadline) {
        return change(
                clinic,
                patient,
                appointmentId,
                deadline,
                "cancellation",
                () -> patients.cancel(clinic, appointmentId, REASON, key, deadline));
    }

    /** Booking-service asks a service only for which clinic it speaks; whose the appointment is, is for us to look. */
    private Changed change(
            Clinic clinic,
            ProvenPatient patient,
            String appointmentId,
            Deadline deadline,
            String what,
            Supplier<Reply<Appointment>> writing) {
        if (!clinic.takesBookings()) {
            return new Changed.Closed();
        }
        if (!patient.orgId().equals(clinic.orgId())) {
            return new Changed.NotTheirs();
        }
        var found = patience.read(deadline, "appointment", () -> patients.appointment(clinic, appointmentId, deadline));
        return switch (found) {
            case Reply.Given<Appointment>(Appointment appointment) ->
                appointment.patientId().equals(patient.patientId())
                        ? changed(patience.write(deadline, what, writing))
                        : new Changed.NotTheirs();
            case Reply.Refused<Appointment> refused -> refused(refused);
            case Reply.Unavailable<Appointment> unavailable -> new Changed.Unavailable();
            case Reply.Unsure<Appointment> unsure -> new Changed.Unavailable();
        };
    }

    private static Changed changed(Reply<Appointment> reply) {
        return switch (reply) {
            case Reply.Given<Appointment>(Appointment appointment) -> new Changed.Done(booked(appointment));
            case Reply.Refused<Appointment> refused -> refused(refused);
            case Reply.Unavailable<Appointment> unavailable -> new Changed.Unavailable();
            case Reply.Unsure<Appointment> unsure -> new Changed.Unsure();
        };
    }

    private static Changed refused(Reply.Refused<Appointment> refused) {
        if (refused.closed()) {
            return new Changed.Closed();
        }
        if (GONE.contains(refused.code())) {
            return new Changed.NotTheirs();
        }
        return refused.conflict()
                ? new Changed.Taken(refused.detail())
                : new Changed.Refused(refused.code(), refused.detail());
    }

    private static BookedSlot booked(Appointment appointment) {
        return new BookedSlot(
                appointment.id(),
                new Slot(
                        appointment.doctorId(),
                        appointment.startTime().toInstant(),
                        appointment.endTime().toInstant()));
    }
}
