package io.carillon.booking.schedule;

import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.outbox.ChangeTrail;
import io.carillon.kit.query.JsonFields;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/clinics/{code}/appointment-types}: what a clinic offers and how long it takes. */
@Path("/api/clinics/{code}/appointment-types")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AppointmentTypeResource {

    private static final int LONGEST_NAME = 200;
    private static final int MAX_MINUTES = 24 * 60;
    private static final String RESOURCE = "appointment-type";

    private final Transactions transactions;
    private final ClinicScope scope;
    private final AppointmentTypes types;
    private final DoctorRepository doctors;
    private final ChangeTrail trail;

    AppointmentTypeResource(
            Transactions transactions,
            ClinicScope scope,
            AppointmentTypes types,
            DoctorRepository doctors,
            ChangeTrail trail) {
        this.transactions = transactions;
        this.scope = scope;
        this.types = types;
        this.doctors = doctors;
        this.trail = trail;
    }

    /**
     * An appointment type as operators see and enter it.
     *
     * @param durationMinutes 1 to 1440
     * @param bufferBeforeMinutes 0 to 240; null for the doctor's
     * @param bufferAfterMinutes 0 to 240; null for the doctor's
     */
    @RegisterForReflection
    public record TypeView(
            String code,
            String name,
            int durationMinutes,
            @Nullable Integer bufferBeforeMinutes,
            @Nullable Integer bufferAfterMinutes) {

        static TypeView of(AppointmentType type) {
            return new TypeView(
                    type.code(),
                    type.name(),
                    (int) type.duration().toMinutes(),
                    minutes(type.bufferBefore()),
                    minutes(type.bufferAfter()));
        }

        private static @Nullable Integer minutes(@Nullable Duration buffer) {
            return buffer == null ? null : (int) buffer.toMinutes();
        }

        /** For the audit trail. */
        String text() {
            return "%s, %d min, buffers=%s/%s"
                    .formatted(name, durationMinutes, text(bufferBeforeMinutes), text(bufferAfterMinutes));
        }

        private static String text(@Nullable Integer minutes) {
            return minutes == null ? "doctor's" : minutes + " min";
        }
    }

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record TypeList(
            List<TypeView> appointmentTypes, @Nullable String next) {}

    /**
     * In order of code.
     *
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public TypeList list(
            @PathParam("code") String clinicCode,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var begin = QueryParameters.text("after", after);
        var clinic = scope.named(clinicCode);
        var page = transactions.inClinic(clinic, connection -> types.page(connection, clinic, begin, size));
        return new TypeList(
                page.stream().map(TypeView::of).toList(),
                page.size() < size ? null : page.getLast().code());
    }

    @GET
    @Path("/{type}")
    @Requires(Role.VIEWER)
    public TypeView find(@PathParam("code") String clinicCode, @PathParam("type") String type) {
        QueryParameters.text("type", type);
        var clinic = scope.named(clinicCode);
        return transactions
                .inClinic(clinic, connection -> types.find(connection, clinic, type))
                .map(TypeView::of)
                .orElseThrow(AppointmentTypes::unknown);
    }

    /** @param body {@code name}, {@code durationMinutes}; and where the type has its own, the buffers */
    @PUT
    @Path("/{type}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public TypeView put(@PathParam("code") String clinicCode, @PathParam("type") String code, byte[] body) {
        var fields =
                JsonFields.of(body, "name, durationMinutes, and optionally bufferBeforeMinutes, bufferAfterMinutes");
        if (!AppointmentType.CODE.matcher(code).matches()) {
            fields.fault("type", "is not a code; expected " + AppointmentType.CODE_EXPECTED);
        }
        var name = fields.requiredLabel("name", LONGEST_NAME);
        if (!fields.has("durationMinutes")) {
            fields.fault("durationMinutes", "is missing");
        }
        var duration = fields.number("durationMinutes", 1, MAX_MINUTES);
        var before = buffer(fields, "bufferBeforeMinutes");
        var after = buffer(fields, "bufferAfterMinutes");
        fields.check();
        var clinic = scope.named(clinicCode);
        return put(new AppointmentType(clinic, code, name, Duration.ofMinutes(duration.orElseThrow()), before, after));
    }

    @DELETE
    @Path("/{type}")
    @Requires(Role.OPERATOR)
    public void delete(@PathParam("code") String clinicCode, @PathParam("type") String code) {
        QueryParameters.text("type", code);
        var clinic = scope.named(clinicCode);
        transactions.inClinic(clinic, connection -> {
            doctors.lockAll(connection, clinic);
            var before = types.find(connection, clinic, code).orElseThrow(AppointmentTypes::unknown);
            types.delete(connection, clinic, code);
            trail.changed(
                    connection,
                    clinic,
                    RESOURCE,
                    code,
                    "DELETE",
                    TypeView.of(before).text(),
                    null);
            return code;
        });
        trail.committed();
    }

    private TypeView put(AppointmentType type) {
        UUID clinic = type.clinic();
        var view = TypeView.of(type);
        transactions.inClinic(clinic, connection -> {
            doctors.lockAll(connection, clinic);
            var before = types.find(connection, clinic, type.code());
            types.put(connection, type);
            trail.changed(
                    connection,
                    clinic,
                    RESOURCE,
                    type.code(),
                    "SET",
                    before.map(b -> TypeView.of(b).text()).orElse(null),
                    view.text());
            return type;
        });
        trail.committed();
        return view;
    }

    private static @Nullable Duration buffer(JsonFields fields, String name) {
        return fields.number(name, 0, Buffers.MAX_MINUTES)
                .map(Duration::ofMinutes)
                .orElse(null);
    }
}
