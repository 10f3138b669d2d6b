package io.carillon.booking.block;

import io.carillon.booking.appointment.Requesters;
import io.carillon.booking.block.BlockView.BlockList;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/doctors/{id}/blocks}: lunch, theatre, holidays of one doctor. */
@Path("/api/doctors/{doctorId}/blocks")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DoctorBlockResource {

    private final Blocks blocks;
    private final BlockRepository repository;
    private final Transactions transactions;
    private final Requesters requesters;
    private final Caller caller;

    DoctorBlockResource(
            Blocks blocks,
            BlockRepository repository,
            Transactions transactions,
            Requesters requesters,
            Caller caller) {
        this.blocks = blocks;
        this.repository = repository;
        this.transactions = transactions;
        this.requesters = requesters;
        this.caller = caller;
    }

    /**
     * Blocks times, all of them or none: 409 {@code SLOT_OVERLAP} names up to twenty {@code conflicts}.
     *
     * @param body {@code from} and {@code to} by the clinic's clock, or with offset; {@code reason}; {@code recurrence} with
     *     {@code frequency} DAILY or WEEKLY, {@code interval}, {@code weekdays}, and {@code until} (a date, inclusive) or
     *     {@code count}
     * @param key a name for this request: sent again under it, it gets the first answer again
     */
    @POST
    @Requires(Role.OPERATOR)
    public RestResponse<byte[]> enter(
            @PathParam("doctorId") String doctorId,
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        var requester = requesters.current(deadline);
        var doctor = String.valueOf(QueryParameters.text("doctorId", doctorId));
        var path = "/api/doctors/" + doctor + "/blocks";
        return blocks.enter(doctor, body, requester, IdempotencyKey.of(key, requester.name(), "POST", path, body));
    }

    /**
     * In order of start.
     *
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public BlockList list(
            @PathParam("doctorId") String doctorId,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var doctor = String.valueOf(QueryParameters.text("doctorId", doctorId));
        var size = QueryParameters.limit(limit);
        var last = QueryParameters.id("after", after).orElse(null);
        return BlockList.of(
                transactions.visibleTo(caller.clinic(), connection -> repository.page(connection, doctor, last, size)),
                size);
    }
}
