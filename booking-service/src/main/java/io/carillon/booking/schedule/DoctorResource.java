package io.carillon.booking.schedule;

import io.carillon.booking.schedule.DoctorView.DoctorList;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.JsonFields;
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
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /api/doctors}: who can be booked, with which buffers and in which hours of the week. */
@Path("/api/doctors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DoctorResource {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_SPECIALTY = 100;

    /** An {@code org_id}. */
    private static final int LONGEST_CLINIC = 36;

    /** Opaque (R-BOOK-02), as the table has it. */
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,62}[\\x21-\\x7e])?");

    private final DoctorDesk desk;
    private final DoctorRepository doctors;
    private final ClinicScope scope;
    private final Transactions transactions;
    private final Caller caller;

    DoctorResource(
            DoctorDesk desk, DoctorRepository doctors, ClinicScope scope, Transactions transactions, Caller caller) {
        this.desk = desk;
        this.doctors = doctors;
        this.scope = scope;
        this.transactions = transactions;
        this.caller = caller;
    }

    /**
     * In order of id.
     *
     * @param clinic code or {@code org_id}; all by default
     * @param specialty whatever its case
     * @param active {@code true} or {@code false}; both by default
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public DoctorList list(
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("specialty") @Nullable String specialty,
            @QueryParam("active") @Nullable String active,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var filter = new DoctorRepository.Filter(
                scope.spokenForOr(clinic).orElse(null),
                QueryParameters.given("specialty", specialty).orElse(null),
                QueryParameters.flag("active", active).orElse(null),
                QueryParameters.given("after", after).orElse(null));
        return DoctorList.of(
                transactions.visibleTo(caller.clinic(), connection -> doctors.page(connection, filter, size)), size);
    }

    /** @param body {@code name}, {@code clinic}; and as they are wanted {@code id} and the other details */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public Response enter(byte[] body) {
        var fields = JsonFields.of(body, "name, clinic, and optionally id, specialty, bufferBeforeMinutes …");
        var id = fields.label("id", 64).orElseGet(() -> "doctor-" + UUID.randomUUID());
        if (!ID.matcher(id).matches()) {
            fields.fault("id", "is not an id; expected 1 to 64 printable ASCII characters");
        }
        var details = details(fields);
        var code = fields.label("clinic", LONGEST_CLINIC);
        if (code.isEmpty() && caller.clinic().isEmpty()) {
            fields.fault("clinic", "is missing; expected a clinic's code or org_id");
        }
        fields.check();
        var clinic = scope.spokenForOr(code.orElse(null)).orElseThrow();
        var doctor = desk.enter(clinic, id, details);
        return Response.status(Response.Status.CREATED)
                // As a header of its own it stays relative, so that it is right behind any front door.
                .header("Location", "/api/doctors/" + QueryParameters.inPath(id))
                .entity(DoctorView.of(doctor))
                .build();
    }

    @GET
    @Path("/{id}")
    @Requires(Role.VIEWER)
    public DoctorView find(@PathParam("id") String id) {
        return DoctorView.of(desk.find(id));
    }

    /** Replaces all details; what the body leaves out is as for a new doctor. A doctor stays with the clinic. */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public DoctorView change(@PathParam("id") String id, byte[] body) {
        var fields =
                JsonFields.of(body, "name, and optionally specialty, bufferBeforeMinutes, bufferAfterMinutes, active");
        var details = details(fields);
        var named = fields.label("clinic", LONGEST_CLINIC);
        fields.check();
        var clinic = scope.ofDoctor(id);
        if (named.isPresent() && !scope.named(named.get()).equals(clinic)) {
            fields.fault("clinic", "is another than the doctor's, which cannot be changed: appointments belong to it");
            fields.check();
        }
        return DoctorView.of(desk.change(clinic, id, details));
    }

    /** Replaces the hours of the week; none make a doctor who works by exceptions only. */
    @PUT
    @Path("/{id}/hours")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public DoctorView replaceHours(@PathParam("id") String id, byte[] body) {
        var fields = JsonFields.of(body, "hours: [{weekday, from, to}]");
        var hours = HoursReader.week(fields);
        fields.check();
        return DoctorView.of(desk.replaceHours(id, hours));
    }

    private static Doctor.Details details(JsonFields fields) {
        var name = fields.requiredLabel("name", LONGEST_NAME);
        var specialty = fields.label("specialty", LONGEST_SPECIALTY).orElse(null);
        var before = fields.number("bufferBeforeMinutes", 0, Buffers.MAX_MINUTES);
        var after = fields.number("bufferAfterMinutes", 0, Buffers.MAX_MINUTES);
        return new Doctor.Details(
                name,
                specialty,
                Buffers.ofMinutes(before.orElse(0), after.orElse(0)),
                fields.flag("active").orElse(true));
    }
}
