package io.carillon.booking.clinic;

import io.carillon.booking.database.Transactions;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/clinics} (R-BOOK-16). */
@Path("/api/clinics")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@RunOnVirtualThread
public class ClinicResource {

    private final Transactions transactions;
    private final ClinicRepository clinics;
    private final Caller caller;

    ClinicResource(Transactions transactions, ClinicRepository clinics, Caller caller) {
        this.transactions = transactions;
        this.clinics = clinics;
        this.caller = caller;
    }

    /** The answer. */
    @RegisterForReflection
    public record ClinicList(List<ClinicView> clinics) {}

    /** A clinic as callers see it. */
    @RegisterForReflection
    public record ClinicView(
            UUID orgId,
            String code,
            String name,
            String timeZone,
            String language,
            String emergencyNumber,
            @Nullable String transferNumber,
            List<String> numbers,
            List<String> assistants,
            @Nullable String pack) {

        static ClinicView of(Clinic clinic) {
            return new ClinicView(
                    clinic.orgId(),
                    clinic.code(),
                    clinic.name(),
                    clinic.zone(),
                    clinic.language(),
                    clinic.emergencyNumber(),
                    clinic.transferNumber(),
                    clinic.numbers(),
                    clinic.assistants(),
                    clinic.pack());
        }
    }

    @GET
    public ClinicList list() {
        var all = transactions.visibleTo(caller.clinic(), clinics::all);
        return new ClinicList(all.stream().map(ClinicView::of).toList());
    }
}
