package io.carillon.booking.hold;

import io.carillon.booking.appointment.Requesters;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** {@code /api/holds}: slots for callers who still choose. */
@Path("/api/holds")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.OPERATOR)
@RunOnVirtualThread
public class HoldResource {

    private final HoldDesk desk;
    private final Requesters requesters;

    HoldResource(HoldDesk desk, Requesters requesters) {
        this.desk = desk;
        this.requesters = requesters;
    }

    /**
     * Holds: 201 only after commit, otherwise a problem with a code of {@link
     * io.carillon.booking.appointment.FailureCode}. A list of slots is answered by a list, 201 where at least one is held
     * and 200 where none is; each says by itself {@code HELD} or {@code REFUSED}.
     *
     * @param body {@code doctorId}, {@code startTime}, {@code endTime}, or up to five such as {@code slots}; {@code
     *     callId} of the call with which the hold falls; {@code seconds} to hold, 10 to 900
     * @param key a name for this request: sent again under it, it gets the first answer again
     * @param deadline epoch milliseconds after which the caller no longer waits, and nothing is held
     */
    @POST
    public RestResponse<byte[]> hold(
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        var requester = requesters.current(deadline);
        return desk.hold(body, requester, IdempotencyKey.of(key, requester.name(), "POST", "/api/holds", body));
    }

    /**
     * Books what is held: 201 with the appointment, also to who confirms the same for the same patient again.
     *
     * @param body {@code patientId}
     */
    @POST
    @Path("/{id}/confirm")
    public RestResponse<byte[]> confirm(
            @PathParam("id") String id,
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        var requester = requesters.current(deadline);
        var known = QueryParameters.id(id);
        var path = "/api/holds/" + known.map(Object::toString).orElse("") + "/confirm";
        return desk.confirm(known, body, requester, IdempotencyKey.of(key, requester.name(), "POST", path, body));
    }

    /** 204, also where the hold had ended by itself; 409 where it has become an appointment. */
    @DELETE
    @Path("/{id}")
    public RestResponse<byte[]> release(
            @PathParam("id") String id, @HeaderParam(Requesters.DEADLINE) @Nullable String deadline) {
        return desk.release(QueryParameters.id(id), requesters.current(deadline));
    }

    @GET
    @Path("/{id}")
    @Requires(Role.VIEWER)
    public HoldView find(@PathParam("id") String id) {
        return desk.find(QueryParameters.id(id), requesters.current(null));
    }
}
