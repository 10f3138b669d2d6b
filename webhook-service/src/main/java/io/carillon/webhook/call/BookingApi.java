package io.carillon.webhook.call;

import io.carillon.kit.access.ServiceToken;
import io.carillon.kit.request.RequestContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The part of booking-service that a call needs. */
@RegisterRestClient(configKey = "booking")
@Path("/api")
public interface BookingApi {

    @GET
    @Path("/availability")
    Availability availability(
            @HeaderParam(ServiceToken.HEADER) String token,
            @HeaderParam(Deadline.HEADER) long deadline,
            @HeaderParam(RequestContext.HEADER) @Nullable String requestId,
            @QueryParam("doctorId") @Nullable String doctorId,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("from") @Nullable String from,
            @QueryParam("days") int days,
            @QueryParam("durationMinutes") long durationMinutes,
            @QueryParam("limit") int limit);

    @POST
    @Path("/contacts/resolve")
    Contact resolve(
            @HeaderParam(ServiceToken.HEADER) String token,
            @HeaderParam(Deadline.HEADER) long deadline,
            @HeaderParam(RequestContext.HEADER) @Nullable String requestId,
            Resolve question);

    @POST
    @Path("/appointments")
    Appointment book(
            @HeaderParam(ServiceToken.HEADER) String token,
            @HeaderParam(Deadline.HEADER) long deadline,
            @HeaderParam(RequestContext.HEADER) @Nullable String requestId,
            NewAppointment appointment);

    @RegisterForReflection
    record Availability(List<FreeSlot> slots) {}

    @RegisterForReflection
    record FreeSlot(String doctorId, OffsetDateTime startTime, OffsetDateTime endTime) {}

    @RegisterForReflection
    record Resolve(String phone, String clinic) {}

    @RegisterForReflection
    record Contact(String patientId) {}

    @RegisterForReflection
    record NewAppointment(String patientId, String doctorId, OffsetDateTime startTime, OffsetDateTime endTime) {}

    @RegisterForReflection
    record Appointment(String id) {}

    /** What a problem+json answer says, as far as we read it. */
    @RegisterForReflection
    record Problem(@Nullable String code, @Nullable String detail) {}
}
