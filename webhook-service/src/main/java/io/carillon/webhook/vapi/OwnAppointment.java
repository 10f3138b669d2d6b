package io.carillon.webhook.vapi;

import io.carillon.webhook.call.AppointmentDesk;
import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.Changed;
import io.carillon.webhook.call.ProvenPatient;
import io.carillon.webhook.call.Upcoming;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which appointment a proven caller means, for tools that change one. */
@ApplicationScoped
class OwnAppointment {

    private static final int MOST = 50;

    private final AppointmentDesk desk;
    private final Identifying identifying;

    OwnAppointment(AppointmentDesk desk, Identifying identifying) {
        this.desk = desk;
        this.identifying = identifying;
    }

    /** What is done with an appointment that is the caller's own. */
    interface Change {
        ToolResult of(ProvenPatient patient, BookedSlot appointment);
    }

    /** {@code appointmentId}, or the only one that the caller has. */
    ToolResult only(ToolArguments arguments, ToolContext on, Change change) {
        var id = arguments.id("appointmentId");
        return identifying.proven(
                arguments, on, patient -> chosen(id, patient, on, appointment -> change.of(patient, appointment)));
    }

    private ToolResult chosen(
            @Nullable String id, ProvenPatient patient, ToolContext on, Function<BookedSlot, ToolResult> then) {
        return switch (desk.appointments(on.clinic(), patient, MOST, on.deadline())) {
            case Upcoming.Found(List<BookedSlot> all) -> {
                var meant = all.stream()
                        .filter(appointment ->
                                id == null || appointment.appointmentId().equals(id))
                        .toList();
                yield meant.size() == 1 ? then.apply(meant.getFirst()) : unclear(all, on);
            }
            case Upcoming.None none -> notTheirs();
            case Upcoming.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Upcoming.Unavailable unavailable -> ToolResult.unavailable();
        };
    }

    private static ToolResult unclear(List<BookedSlot> all, ToolContext on) {
        return ToolResult.failed(
                "WHICH_APPOINTMENT",
                "ask the caller which one, and give its appointmentId: "
                        + Wording.appointments(
                                on.clinic(),
                                all.stream().limit(FindAppointments.MOST).toList()));
    }

    private static ToolResult notTheirs() {
        return ToolResult.failed("UNKNOWN_APPOINTMENT", "the caller has no such appointment to come");
    }

    /** @param done what to say of an appointment as it stands now, or stood */
    static ToolResult result(Changed changed, Function<BookedSlot, ToolResult> done) {
        return switch (changed) {
            case Changed.Done(BookedSlot appointment) -> done.apply(appointment);
            case Changed.Taken(String detail) ->
                ToolResult.failed(
                        "SLOT_OVERLAP",
                        detail + " The appointment stands as it was; call check_availability and offer what is free.");
            case Changed.NotTheirs notTheirs -> notTheirs();
            case Changed.Refused(String code, String detail) -> Refusals.of(code, detail);
            case Changed.Closed closed -> ToolResult.closed();
            case Changed.Unavailable unavailable -> ToolResult.unavailable();
            case Changed.Unsure unsure -> ToolResult.unsure();
        };
    }
}
