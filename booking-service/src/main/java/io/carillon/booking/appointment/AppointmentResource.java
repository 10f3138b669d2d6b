package io.carillon.booking.appointment;

import io.carillon.booking.appointment.AppointmentView.AppointmentList;
import io.carillon.booking.appointment.AppointmentView.FailureList;
import io.carillon.booking.idempotency.IdempotencyKey;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
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

/** {@code /api/appointments}: book, look up, and see what failed. */
@Path("/api/appointments")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AppointmentResource {

    private final BookingDesk desk;
    private final AppointmentRepository appointments;
    private final AttemptRepository attempts;
    private final Transactions transactions;
    private final Requesters requesters;
    private final Caller caller;

    AppointmentResource(
            BookingDesk desk,
            AppointmentRepository appointments,
            AttemptRepository attempts,
            Transactions transactions,
            Requesters requesters,
            Caller caller) {
        this.desk = desk;
        this.appointments = appointments;
        this.attempts = attempts;
        this.transactions = transactions;
        this.requesters = requesters;
        this.caller = caller;
    }

    /**
     * Books (R-BOOK-01): 201 only after commit, otherwise a problem with a code of {@link FailureCode}.
     *
     * @param key a name for this request: sent again under it, it gets the first answer again
     * @param body {@code patientId}, {@code doctorId}, {@code startTime}, and {@code endTime} or {@code type}, or both;
     *     {@code callId} where somebody books on a call's line
     * @param deadline epoch milliseconds after which the caller no longer waits, and nothing is booked
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public RestResponse<byte[]> book(
            byte[] body,
            @HeaderParam(Requesters.DEADLINE) @Nullable String deadline,
            @HeaderParam(IdempotencyKey.HEADER) @Nullable String key) {
        return desk.book(
                body,
                requesters.current(deadline),
                IdempotencyKey.of(key, caller.name(), "POST", "/api/appointments", body));
    }

    @GET
    @Path("/{id}")
    @Requires(Role.VIEWER)
    public AppointmentView find(@PathParam("id") String id) {
        return QueryParameters.id(id)
                .flatMap(known ->
                        transactions.visibleTo(caller.clinic(), connection -> appointments.find(connection, known)))
                .map(AppointmentView::of)
                .orElseThrow(ClinicScope::unknownAppointment);
    }

    /**
     * In order of start; all parameters may be left out.
     *
     * @param status one of R-BOOK-12's, for example {@code BOOKED}
     * @param from ISO 8601 with offset, inclusive
     * @param to exclusive
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public AppointmentList list(
            @QueryParam("doctorId") @Nullable String doctorId,
            @QueryParam("patientId") @Nullable String patientId,
            @QueryParam("status") @Nullable String status,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var filter = new AppointmentRepository.Filter(
                QueryParameters.given("doctorId", doctorId).orElse(null),
                QueryParameters.given("patientId", patientId).orElse(null),
                QueryParameters.given("status", status).orElse(null),
                QueryParameters.time("from", from).orElse(null),
                QueryParameters.time("to", to).orElse(null),
                QueryParameters.id("after", after).orElse(null));
        return AppointmentList.of(
                transactions.visibleTo(caller.clinic(), connection -> appointments.page(connection, filter, size)),
                size);
    }

    /** Newest first (R-BOOK-04); a service that speaks for one clinic sees that clinic's. */
    @GET
    @Path("/failures")
    @Requires(Role.VIEWER)
    public FailureList failures(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var clinic = caller.clinic().orElse(null);
        var last = QueryParameters.id("after", after).orElse(null);
        return FailureList.of(
                transactions.visibleTo(caller.clinic(), connection -> attempts.newest(connection, clinic, last, size)),
                size);
    }
}
