package io.carillon.booking.lifecycle;

import io.carillon.booking.appointment.BookingSettings;
import io.carillon.booking.appointment.CallIds;
import io.carillon.booking.appointment.Requesters;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.booking.slot.SlotLimits;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.query.JsonFields;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/appointments/{id}/…}: what becomes of an appointment. Each is answered 200 with the appointment as it then
 * stands, also when it stood so already; a request with an {@code Idempotency-Key} gets its first answer again.
 */
@Path("/api/appointments/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.OPERATOR)
@RunOnVirtualThread
public class ChangeResource {

    private static final int LONGEST_REASON = 500;

    private final ChangeDesk desk;
    private final Requesters requesters;
    private final SlotLimits limits;
    private final Clock clock;

    ChangeResource(ChangeDesk desk, Requesters requesters, BookingSettings settings, Clock clock) {
        this.desk = desk;
        this.requesters = requesters;
        this.limits = new SlotLimits(settings.horizon());
        this.clock = clock;
    }

    /**
     * @param body {@code startTime}; {@code endTime} where it is to be longer or shorter, {@code doctorId} for another,
     *     {@code holdId} where the time is held for the caller, {@code callId} where it is moved on a call
     */
    @POST
    @Path("/reschedule")
    public RestResponse<byte[]> reschedule(
            @PathParam("id") String id,
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        return change(
                id,
                "reschedule",
                move(JsonFields.ofOptional(
                        body, "startTime, and as they are wanted endTime, doctorId, holdId, callId")),
                body,
                deadline,
                key);
    }

    /** @param body {@code reason}, if anything */
    @POST
    @Path("/cancel")
    public RestResponse<byte[]> cancel(
            @PathParam("id") String id,
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        var fields = JsonFields.ofOptional(body, "reason, or no body");
        var reason = fields.optionalText("reason", LONGEST_REASON);
        fields.check();
        return change(id, "cancel", new Change.Cancel(reason), body, deadline, key);
    }

    /** @param change {@code confirm}, {@code check-in}, {@code no-show}, {@code complete} or {@code restore} */
    @POST
    @Path("/{change: confirm|check-in|no-show|complete|restore}")
    public RestResponse<byte[]> change(
            @PathParam("id") String id,
            @PathParam("change") String change,
            byte @Nullable [] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        return change(id, change, named(change), body, deadline, key);
    }

    /** Soft: see {@code restore}. */
    @DELETE
    public RestResponse<byte[]> delete(
            @PathParam("id") String id, @HeaderParam(Requesters.DEADLINE) @Nullable String deadline) {
        return change(id, "", Change.Step.DELETE, null, deadline, null);
    }

    private RestResponse<byte[]> change(
            String id,
            String name,
            Change change,
            byte @Nullable [] body,
            @Nullable String deadline,
            @Nullable String key) {
        var requester = requesters.current(deadline);
        var known = QueryParameters.id(id).orElseThrow(ClinicScope::unknownAppointment);
        var path = "/api/appointments/" + known + '/' + name;
        return desk.change(known, change, requester, IdempotencyKey.of(key, requester.name(), "POST", path, body));
    }

    /** @param change as the path's pattern lets it through */
    private static Change named(String change) {
        return Change.Step.valueOf(change.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Change.Move move(JsonFields fields) {
        var start = fields.time("startTime");
        var end = fields.optionalTime("endTime");
        var doctorId = fields.has("doctorId") ? fields.id("doctorId") : null;
        var hold = fields.has("holdId") ? fields.id("holdId") : null;
        var callId = CallIds.read(fields);
        var holdId = Optional.ofNullable(hold).flatMap(QueryParameters::id);
        if (hold != null && holdId.isEmpty()) {
            fields.fault("holdId", "is not the id of a hold; expected a UUID");
        }
        if (start != null && end != null) {
            fields.fault(limits.faults(start, end, clock.instant()));
        } else if (start != null) {
            fields.fault(limits.faults(start, clock.instant()));
        }
        fields.check();
        if (start == null) {
            throw new IllegalStateException("a time that is missing is a fault");
        }
        return new Change.Move(start, end, Optional.ofNullable(doctorId), holdId, Optional.ofNullable(callId));
    }
}
