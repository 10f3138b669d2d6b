package io.carillon.webhook.vapi;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Changed;
import io.carillon.webhook.call.ProvenPatient;
import io.carillon.webhook.call.Slot;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** {@code reschedule_appointment}, for a caller who has proven to be the patient. Until it succeeds the old time stands. */
@ApplicationScoped
class RescheduleAppointment implements Tool {

    private final AppointmentDesk desk;
    private final OwnAppointment own;
    private final Offering offering;

    RescheduleAppointment(AppointmentDesk desk, OwnAppointment own, Offering offering) {
        this.desk = desk;
        this.own = own;
        this.offering = offering;
    }

    /** @param length null to keep the appointment's own @param doctorId null to keep the appointment's own */
    private record Wish(
            OffsetDateTime start,
            @Nullable Duration length,
            @Nullable String doctorId) {

        Slot slot(Slot old, String otherwise) {
            var duration = length == null ? Duration.between(old.start(), old.end()) : length;
            var from = start.toInstant();
            return new Slot(doctorId == null ? otherwise : doctorId, from, from.plus(duration));
        }
    }

    @Override
    public String name() {
        return "reschedule_appointment";
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        var start = arguments.requiredTime("startTime");
        var wish = new Wish(start, arguments.duration(start).orElse(null), arguments.id("doctorId"));
        return own.only(
                arguments,
                on,
                (patient, appointment) -> OwnAppointment.result(
                        moved(patient, appointment, wish, on),
                        now -> new ToolResult.Done("Moved: " + Wording.appointment(on.clinic(), now))));
    }

    private Changed moved(ProvenPatient patient, BookedSlot appointment, Wish wish, ToolContext on) {
        var slot = wish.slot(appointment.slot(), offeredDoctor(appointment, wish, on));
        // What is on hold for the call falls with the move, or stands with the old time: nothing is let go of here.
        return desk.reschedule(
                on.clinic(), patient, appointment.appointmentId(), slot, on.callId(), on.key("move"), on.deadline());
    }

    /** Who has the time that was offered on this call: the appointment's own doctor before any other. */
    private String offeredDoctor(BookedSlot appointment, Wish wish, ToolContext on) {
        var own = appointment.slot().doctorId();
        var offered = offering.startingAt(wish.start().toInstant(), on).stream()
                .map(held -> held.slot().doctorId())
                .sorted()
                .toList();
        return offered.isEmpty() || offered.contains(own) ? own : offered.getFirst();
    }
}
