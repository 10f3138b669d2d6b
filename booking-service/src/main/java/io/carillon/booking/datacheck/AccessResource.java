package io.carillon.booking.datacheck;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code /api/diagnostics/access}: what does a database role see? */
@Path("/api/diagnostics/access")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AccessResource {

    private final AccessReport report;
    private final ClinicScope scope;
    private final Caller caller;

    AccessResource(AccessReport report, ClinicScope scope, Caller caller) {
        this.report = report;
        this.scope = scope;
        this.caller = caller;
    }

    /**
     * @param role of PostgreSQL: {@code carillon_booking} (the default), {@code carillon_jobs}, {@code carillon} …
     * @param clinic code or id; without one, the session has not said whose it is
     */
    @GET
    @Requires(Role.OPERATOR)
    public AccessReport.Access access(
            @QueryParam("role") @Nullable String role, @QueryParam("clinic") @Nullable String clinic) {
        if (caller.clinic().isPresent()) {
            throw new ProblemException(
                    403, "FORBIDDEN", "Forbidden", "This looks at all clinics; expected a key of the platform.");
        }
        var asked = QueryParameters.given("role", role);
        return report.of(asked.orElse("carillon_booking"), scope.spokenForOr(clinic))
                .orElseThrow(
                        () -> QueryParameters.invalid(
                                "role is none of ours; expected carillon, carillon_booking, carillon_jobs or another carillon_… role."));
    }
}
