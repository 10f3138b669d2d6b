package io.carillon.booking.calendar;

import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
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
    private final Scopes scopes;

    CalendarCredentialsResource(CalendarDesk desk, Scopes scopes) {
        this.desk = desk;
        this.scopes = scopes;
    }

    /** @param refreshToken of Google's OAuth consent, with the scope {@code calendar.events} */
    @RegisterForReflection
    public record Consent(@Nullable String refreshToken) {

        /** Never into a log, not even by accident. */
        @Override
        public String toString() {
            return "Consent";
        }
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public void put(@PathParam("code") String code, @Nullable Consent consent) {
        var token = Optional.ofNullable(consent)
                .map(Consent::refreshToken)
                .filter(text -> REFRESH_TOKEN.matcher(text).matches())
                .orElseThrow(() -> QueryParameters.invalid("refreshToken is missing or no token; expected what Google's"
                        + " OAuth consent gave, 1 to 2048 characters without blanks."));
        desk.putCredential(scopes.clinic(code), token);
    }
}
