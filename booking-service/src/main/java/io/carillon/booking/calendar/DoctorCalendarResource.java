package io.carillon.booking.calendar;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.JsonFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which Google calendar is a doctor's. */
@Path("/api/doctors/{id}/calendar")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DoctorCalendarResource {

    /** What the table takes. */
    private static final Pattern CALENDAR_ID = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final CalendarDesk desk;
    private final ClinicScope scope;

    DoctorCalendarResource(CalendarDesk desk, ClinicScope scope) {
        this.desk = desk;
        this.scope = scope;
    }

    /** The answer. */
    @RegisterForReflection
    public record DoctorCalendar(String doctorId, String calendarId) {}

    @GET
    @Requires(Role.VIEWER)
    public DoctorCalendar find(@PathParam("id") String doctorId) {
        return desk.calendar(scope.ofDoctor(doctorId), doctorId)
                .map(calendar -> new DoctorCalendar(doctorId, calendar))
                .orElseThrow(
                        () -> new ProblemException(404, "NO_CALENDAR", "No calendar", "This doctor has no calendar."));
    }

    /** @param body {@code calendarId} as Google's settings of the calendar show it, most often an address */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public DoctorCalendar put(@PathParam("id") String doctorId, byte @Nullable [] body) {
        var fields = JsonFields.of(body, "calendarId");
        var calendarId = fields.required(
                "calendarId",
                CALENDAR_ID,
                "what Google's settings of the calendar show, 1 to 255 characters without blanks");
        fields.check();
        desk.putCalendar(scope.ofDoctor(doctorId), doctorId, calendarId);
        return new DoctorCalendar(doctorId, calendarId);
    }

    /** 204, also when there was none. */
    @DELETE
    @Requires(Role.OPERATOR)
    public void remove(@PathParam("id") String doctorId) {
        desk.removeCalendar(scope.ofDoctor(doctorId), doctorId);
    }
}
