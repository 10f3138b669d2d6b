package io.carillon.booking.erasure;

import io.carillon.booking.appointment.Requesters;
import io.carillon.booking.erasure.Erasure.Outcome;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code DELETE /api/contacts/{id}}: a patient is forgotten. */
@Path("/api/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.ADMIN)
@RunOnVirtualThread
public class ErasureResource {

    private final ClinicScope scope;
    private final Erasure erasure;
    private final Requesters requesters;

    ErasureResource(ClinicScope scope, Erasure erasure, Requesters requesters) {
        this.scope = scope;
        this.requesters = requesters;
        this.erasure = erasure;
    }

    /**
     * The answer.
     *
     * @param replacement the id under which past appointments are kept
     * @param cancelledAppointments how many were called off
     */
    @RegisterForReflection
    public record Erased(String replacement, int cancelledAppointments) {}

    /**
     * Erases; a second call finds nobody and is answered 404, as for an id that never was.
     *
     * @param cancelFuture {@code true} to call off what would still take place; otherwise that is a 409
     */
    @DELETE
    @Path("/{id}")
    public Erased erase(
            @PathParam("id") String id,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("cancelFuture") @Nullable String cancelFuture) {
        var patientId = String.valueOf(QueryParameters.text("id", id));
        var cancel = QueryParameters.flag("cancelFuture", cancelFuture).orElse(false);
        return switch (erasure.erase(scope.of(clinic), patientId, cancel, requesters.current(null))) {
            case Outcome.Erased(String replacement, int cancelled) -> new Erased(replacement, cancelled);
            case Outcome.Unknown() ->
                throw new ProblemException(
                        404,
                        "UNKNOWN_CONTACT",
                        "Unknown contact",
                        "unknown contact: the clinic has none with this id, or none any more.");
            case Outcome.Expected(int appointments) ->
                throw new ProblemException(
                        409,
                        "FUTURE_APPOINTMENTS",
                        "Future appointments",
                        "%d appointments would still take place; cancel them first, or ask with cancelFuture=true."
                                .formatted(appointments));
            case Outcome.Busy() ->
                throw new ProblemException(
                                503,
                                "TRANSACTION_ROLLBACK",
                                "Transaction rolled back",
                                "The patient is being booked; try again.")
                        .withHeader("Retry-After", "1");
        };
    }
}
