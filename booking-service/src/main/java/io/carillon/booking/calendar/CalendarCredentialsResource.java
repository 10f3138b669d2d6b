package io.carillon.booking.calendar;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.query.JsonFields;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a clinic's consent for its Google account. Nothing gives it back. */
@Path("/api/clinics/{code}/calendar-credentials")
@Requires(Role.ADMIN)
@RunOnVirtualThread
public class CalendarCredentialsResource {

    /** Google's documents: up to 512 bytes; room for more. */
    private static final Pattern REFRESH_TOKEN = Pattern.compile("[\\x21-\\x7e]{1,2048}");

    private final CalendarDesk desk;
    private final ClinicScope scope;

    CalendarCredentialsResource(CalendarDesk desk, ClinicScope scope) {
        this.desk = desk;
        this.scope = scope;
    }

    /** @param body {@code refreshToken} of Google's OAuth consent, with the scope {@code calendar.events} */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void put(@PathParam("code") String code, byte @Nullable [] body) {
        var fields = JsonFields.of(body, "refreshToken");
        var token = fields.required(
                "refreshToken", REFRESH_TOKEN, "what Google's OAuth consent gave, 1 to 2048 characters without blanks");
        fields.check();
        desk.putCredential(scope.named(code), token);
    }
}
