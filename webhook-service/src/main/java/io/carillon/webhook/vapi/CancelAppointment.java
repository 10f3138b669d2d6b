package io.carillon.webhook.vapi;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.ProvenPatient;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code cancel_appointment}, for a caller who has proven to be the patient. */
@ApplicationScoped
class CancelAppointment implements Tool {

    private final AppointmentDesk desk;
    private final Identifying identifying;
    private final OwnAppointment own;

    CancelAppointment(AppointmentDesk desk, Identifying identifying, OwnAppointment own) {
        this.desk = desk;
        this.identifying = identifying;
        this.own = own;
    }

    @Override
    public String name() {
        return "cancel_appointment";
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        var id = arguments.id("appointmentId");
        return id == null
                ? own.only(arguments, on, (patient, appointment) -> cancel(patient, appointment.appointmentId(), on))
                : identifying.proven(arguments, on, patient -> cancel(patient, id, on));
    }

    /** Without a look at what stands: a repeat finds it cancelled, and is to get the first answer again. */
    private ToolResult cancel(ProvenPatient patient, String id, ToolContext on) {
        return OwnAppointment.result(
                desk.cancel(on.clinic(), patient, id, on.key("cancel"), on.deadline()),
                was -> new ToolResult.Done("Cancelled: " + Wording.appointment(on.clinic(), was)));
    }
}
