package io.carillon.webhook.sms;

import io.carillon.kit.access.ServiceToken;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/** The part of booking-service that a message needs: how the appointment stands, and where its patient is reached. */
@RegisterRestClient(configKey = "booking")
@Path("/api")
public interface PatientApi {

    @GET
    @Path("/appointments/{id}")
    Appointment appointment(@HeaderParam(ServiceToken.HEADER) String token, @PathParam("id") String id);

    @GET
    @Path("/contacts/{id}")
    Contact contact(@HeaderParam(ServiceToken.HEADER) String token, @PathParam("id") String id);

    /** @param status one of R-BOOK-12's */
    @RegisterForReflection
    record Appointment(String status, String patientId, OffsetDateTime startTime) {}

    /** @param language {@code en} or {@code fr}; null for the clinic's */
    @RegisterForReflection
    record Contact(@Nullable String phone, @Nullable String language) {}
}
