package io.carillon.booking.clinic;

import io.carillon.booking.clinic.ClinicRepository.Listed;
import io.carillon.booking.clinic.ClinicView.ClinicList;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/clinics} (R-BOOK-16): who they are, entered and changed by administrators. */
@Path("/api/clinics")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@RunOnVirtualThread
public class ClinicResource {

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final ClinicRegistry registry;
    private final Caller caller;
    private final Clock clock;

    ClinicResource(
            Transactions transactions, ClinicRepository clinics, ClinicRegistry registry, Caller caller, Clock clock) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.registry = registry;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * In order of their codes; a service that speaks for one clinic sees that one.
     *
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    public ClinicList list(@QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var last = Optional.ofNullable(QueryParameters.text("after", after)).orElse("");
        var page = transactions.visibleTo(caller.clinic(), connection -> clinics.page(connection, last, size));
        return ClinicList.of(page, size, clock.instant());
    }

    /** @param code or {@code org_id} */
    @GET
    @Path("/{code}")
    public ClinicView find(@PathParam("code") String code) {
        return ClinicView.of(known(code), clock.instant());
    }

    /**
     * Enters a clinic: {@code code}, {@code name}, {@code zone}, {@code language}, {@code emergencyNumber},
     * {@code transferNumber}, {@code numbers}, {@code assistants}, {@code pack}; the other services know it at once.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.ADMIN)
    public Response add(byte[] body) {
        var draft = ClinicDraft.read(body);
        var added = registry.add(draft);
        return Response.status(Response.Status.CREATED)
                .header("Location", "/api/clinics/" + added.code())
                .entity(ClinicView.of(new Listed(added, null), clock.instant()))
                .build();
    }

    /** Changes all of a clinic but its code: what the body leaves out takes its default. */
    @PUT
    @Path("/{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.ADMIN)
    public ClinicView change(@PathParam("code") String code, byte[] body) {
        var known = known(code);
        var changed = registry.change(
                known.clinic().orgId(), ClinicDraft.read(body, known.clinic().code()));
        return ClinicView.of(new Listed(changed, known.lastCall()), clock.instant());
    }

    private Listed known(String code) {
        var text = String.valueOf(QueryParameters.text("code", code));
        return transactions
                .visibleTo(caller.clinic(), connection -> clinics.listed(connection, text))
                .orElseThrow(ClinicScope::unknownClinic);
    }
}
