package io.carillon.webhook.call;

import io.carillon.webhook.call.BookingApi.Appointment;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The part of booking-service that knows who calls, and what they have booked. */
@RegisterRestClient(configKey = "booking")
@Path("/api")
public interface PatientApi {

    @POST
    @Path("/contacts/resolve")
    Contact resolve(@BeanParam Asking.Headers headers, Resolve question);

    @POST
    @Path("/contacts/{id}/verify")
    Verification verify(@BeanParam Asking.Headers headers, @PathParam("id") String patientId, Claimed claimed);

    @GET
    @Path("/appointments")
    Appointments appointments(
            @BeanParam Asking.Headers headers,
            @QueryParam("patientId") String patientId,
            @QueryParam("from") String from,
            @QueryParam("limit") int limit);

    @GET
    @Path("/appointments/{id}")
    Appointment appointment(@BeanParam Asking.Headers headers, @PathParam("id") String id);

    @POST
    @Path("/appointments/{id}/reschedule")
    Appointment reschedule(
            @BeanParam Asking.Headers headers,
            @HeaderParam(BookingApi.IDEMPOTENCY_KEY) String key,
            @PathParam("id") String id,
            Move move);

    @POST
    @Path("/appointments/{id}/cancel")
    Appointment cancel(
            @BeanParam Asking.Headers headers,
            @HeaderParam(BookingApi.IDEMPOTENCY_KEY) String key,
            @PathParam("id") String id,
            Cancellation cancellation);

    @RegisterForReflection
    record Resolve(String phone, String clinic) {}

    @RegisterForReflection
    record Contact(String patientId) {}

    @RegisterForReflection
    record Claimed(LocalDate dateOfBirth, String clinic) {}

    /** @param triesLeft after a wrong one; null from a booking-service that does not tell */
    @RegisterForReflection
    record Verification(boolean verified, @Nullable Integer triesLeft) {}

    @RegisterForReflection
    record Appointments(List<Appointment> appointments) {}

    /**
     * @param holdId what the time is held by, let go of in the same transaction; null where it is not held
     * @param callId what this call has on hold of the time goes likewise
     */
    @RegisterForReflection
    record Move(
            String doctorId,
            OffsetDateTime startTime,
            OffsetDateTime endTime,
            @Nullable String holdId,
            String callId) {}

    @RegisterForReflection
    record Cancellation(String reason) {}
}
