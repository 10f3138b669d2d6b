package io.carillon.webhook.call;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The part of booking-service that finds, holds and books. */
@RegisterRestClient(configKey = "booking")
@Path("/api")
public interface BookingApi {

    String IDEMPOTENCY_KEY = "Idempotency-Key";

    @GET
    @Path("/availability")
    Availability availability(
            @BeanParam Asking.Headers headers,
            @QueryParam("doctorId") @Nullable String doctorId,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("from") @Nullable String from,
            @QueryParam("days") int days,
            @QueryParam("durationMinutes") long durationMinutes,
            @QueryParam("limit") int limit);

    @POST
    @Path("/holds")
    Holds hold(@BeanParam Asking.Headers headers, @HeaderParam(IDEMPOTENCY_KEY) String key, NewHolds holds);

    @POST
    @Path("/holds/{id}/confirm")
    Appointment confirm(
            @BeanParam Asking.Headers headers,
            @HeaderParam(IDEMPOTENCY_KEY) String key,
            @PathParam("id") String holdId,
            Confirmation confirmation);

    @DELETE
    @Path("/holds/{id}")
    void release(@BeanParam Asking.Headers headers, @PathParam("id") String holdId);

    @POST
    @Path("/appointments")
    Appointment book(
            @BeanParam Asking.Headers headers, @HeaderParam(IDEMPOTENCY_KEY) String key, NewAppointment appointment);

    @RegisterForReflection
    record Availability(List<FreeSlot> slots) {}

    @RegisterForReflection
    record FreeSlot(String doctorId, OffsetDateTime startTime, OffsetDateTime endTime) {}

    /** @param callId with whose end the holds fall */
    @RegisterForReflection
    record NewHolds(List<FreeSlot> slots, String callId) {}

    @RegisterForReflection
    record Holds(List<HeldOrRefused> slots) {}

    /**
     * What became of one slot.
     *
     * @param status {@code HELD} or {@code REFUSED}
     * @param id of the hold; null where refused
     * @param expiresAt null where refused
     */
    @RegisterForReflection
    record HeldOrRefused(
            String status,
            @Nullable String id,
            String doctorId,
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            @Nullable Instant expiresAt) {}

    @RegisterForReflection
    record Confirmation(String patientId) {}

    /** @param callId of the call that it is booked on */
    @RegisterForReflection
    record NewAppointment(
            String patientId, String doctorId, OffsetDateTime startTime, OffsetDateTime endTime, String callId) {}

    /** An appointment as booking-service describes it, as far as a call needs it. */
    @RegisterForReflection
    record Appointment(
            String id,
            String status,
            String patientId,
            String doctorId,
            OffsetDateTime startTime,
            OffsetDateTime endTime) {}
}
