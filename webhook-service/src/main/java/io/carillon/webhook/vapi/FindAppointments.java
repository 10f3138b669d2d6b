package io.carillon.webhook.vapi;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.ProvenPatient;
import io.carillon.webhook.call.Upcoming;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** {@code find_appointments}: what a caller who has proven to be the patient has booked. */
@ApplicationScoped
class FindAppointments implements Tool {

    /** More than anybody wants to hear on the telephone. */
    static final int MOST = 5;

    private final AppointmentDesk desk;
    private final Identifying identifying;

    FindAppointments(AppointmentDesk desk, Identifying identifying) {
        this.desk = desk;
        this.identifying = identifying;
    }

    @Override
    public String name() {
        return "find_appointments";
    }

    @Override
    public ToolResult call(ToolArguments arguments, ToolContext on) {
        return identifying.proven(arguments, on, patient -> found(patient, on));
    }

    private ToolResult found(ProvenPatient patient, ToolContext on) {
        return switch (desk.appointments(on.clinic(), patient, MOST, on.deadline())) {
            case Upcoming.Found(List<BookedSlot> appointments) ->
                new ToolResult.Done("Appointments: " + Wording.appointments(on.clinic(), appointments));
            case Upcoming.None none -> new ToolResult.Done("The caller has no appointment to come.");
            case Upcoming.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Upcoming.Unavailable unavailable -> ToolResult.unavailable();
        };
    }
}
