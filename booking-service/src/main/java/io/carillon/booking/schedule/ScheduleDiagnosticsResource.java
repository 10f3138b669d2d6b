package io.carillon.booking.schedule;

import io.carillon.booking.schedule.DoctorView.WeekdayHours;
import io.carillon.booking.schedule.FaultyDoctors.FaultyDoctor;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/diagnostics/doctor-schedules}: doctors who cannot be booked as usual, and the repair (R-BOOK-05). */
@Path("/api/diagnostics/doctor-schedules")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ScheduleDiagnosticsResource {

    private static final int LARGEST_PAGE = 200;

    private final Transactions transactions;
    private final FaultyDoctors faulty;
    private final DefaultHours defaults;
    private final DoctorDesk desk;
    private final ClinicScope scope;
    private final Caller caller;

    ScheduleDiagnosticsResource(
            Transactions transactions,
            FaultyDoctors faulty,
            DefaultHours defaults,
            DoctorDesk desk,
            ClinicScope scope,
            Caller caller) {
        this.transactions = transactions;
        this.faulty = faulty;
        this.defaults = defaults;
        this.desk = desk;
        this.scope = scope;
        this.caller = caller;
    }

    /** @param code a {@code ScheduleFault} */
    @RegisterForReflection
    public record Reason(String code, String detail) {

        static List<Reason> of(FaultyDoctor doctor) {
            return doctor.faults().stream()
                    .map(fault -> new Reason(fault.name(), fault.detail()))
                    .toList();
        }
    }

    @RegisterForReflection
    public record FaultyView(String doctorId, String clinic, String name, List<Reason> reasons) {}

    /** @param next what to give as {@code after} for the next page; null on the last one */
    @RegisterForReflection
    public record FaultyList(
            List<FaultyView> doctors, @Nullable String next) {}

    /** What became, or in a dry run would become, of one doctor. */
    @RegisterForReflection
    public enum Outcome {
        /** Dry run: the defaults would be filled in. */
        WOULD_FILL,
        FILLED,
        /** Left alone: a person has to decide. */
        SKIPPED,
        /** Somebody else was faster: the doctor has hours by now. */
        UNCHANGED
    }

    @RegisterForReflection
    public record Fix(String doctorId, String clinic, Outcome outcome, List<Reason> reasons) {}

    /**
     * What a repair did.
     *
     * @param hours the defaults
     * @param next what to give as {@code after} for the rest; null when these were all
     */
    @RegisterForReflection
    public record Repair(
            boolean dryRun,
            List<WeekdayHours> hours,
            List<Fix> doctors,
            @Nullable String next) {}

    /**
     * Active doctors with a reason each, in order of id.
     *
     * @param clinic code or {@code org_id}; all by default
     * @param after {@code next} of the page before
     * @param limit 50 by default, at most 200
     */
    @GET
    @Requires(Role.VIEWER)
    public FaultyList list(
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var size = QueryParameters.limit(limit);
        var page = page(clinic, after, size);
        return new FaultyList(
                page.stream()
                        .map(doctor ->
                                new FaultyView(doctor.id(), doctor.clinicCode(), doctor.name(), Reason.of(doctor)))
                        .toList(),
                next(page, size));
    }

    /**
     * Fills the default hours in where there are none. Each doctor is a transaction of its own, so what is done stays
     * done when the rest fails; asking again goes on.
     *
     * @param dryRun {@code true} by default: says what would be done
     * @param limit doctors to look at, 200 by default and at most
     */
    @POST
    @Path("/fix")
    @Requires(Role.OPERATOR)
    public Repair fix(
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("clinic") @Nullable String clinic,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        boolean dry = QueryParameters.flag("dryRun", dryRun).orElse(true);
        var size = QueryParameters.limit(limit, LARGEST_PAGE, LARGEST_PAGE);
        var page = page(clinic, after, size);
        var fixes = page.stream()
                .map(doctor -> new Fix(doctor.id(), doctor.clinicCode(), outcome(doctor, dry), Reason.of(doctor)))
                .toList();
        return new Repair(dry, WeekdayHours.of(defaults.hours()), fixes, next(page, size));
    }

    /** Who works by exceptions only may mean it; a zone has to be corrected at the clinic. */
    private Outcome outcome(FaultyDoctor doctor, boolean dry) {
        if (!doctor.faults().contains(ScheduleFault.HOURS_MISSING)) {
            return Outcome.SKIPPED;
        }
        if (dry) {
            return Outcome.WOULD_FILL;
        }
        return desk.fillHours(doctor.clinic(), doctor.id(), defaults.hours()) ? Outcome.FILLED : Outcome.UNCHANGED;
    }

    private List<FaultyDoctor> page(@Nullable String clinic, @Nullable String after, int size) {
        var filter = new FaultyDoctors.Filter(
                scope.spokenForOr(clinic).orElse(null),
                QueryParameters.given("after", after).orElse(null));
        return transactions.visibleTo(caller.clinic(), connection -> faulty.page(connection, filter, size));
    }

    private static @Nullable String next(List<FaultyDoctor> page, int size) {
        return page.size() < size ? null : page.getLast().id();
    }
}
