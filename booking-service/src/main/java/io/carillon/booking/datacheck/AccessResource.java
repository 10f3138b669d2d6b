package io.carillon.booking.datacheck;

import io.carillon.booking.database.Transactions;
import io.carillon.booking.query.QueryParameters;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/diagnostics/access}: what does a database role see? */
@Path("/api/diagnostics/access")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AccessResource {

    private final AccessReport report;
    private final Transactions transactions;
    private final Caller caller;

    AccessResource(AccessReport report, Transactions transactions, Caller caller) {
        this.report = report;
        this.transactions = transactions;
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
        var asked = QueryParameters.text("role", role);
        return report.of(asked == null || asked.isEmpty() ? "carillon_booking" : asked, org(clinic))
                .orElseThrow(
                        () -> QueryParameters.invalid(
                                "role is none of ours; expected carillon, carillon_booking, carillon_jobs or another carillon_… role."));
    }

    private Optional<UUID> org(@Nullable String clinic) {
        var text = QueryParameters.text("clinic", clinic);
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(transactions
                .acrossClinics(connection -> Clinics.find(connection, text))
                .orElseThrow(() -> new ProblemException(
                        404,
                        "UNKNOWN_CLINIC",
                        "Unknown clinic",
                        "No clinic has this code or id; see GET /api/clinics.")));
    }
}
