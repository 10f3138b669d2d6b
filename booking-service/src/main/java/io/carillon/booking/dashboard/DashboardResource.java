package io.carillon.booking.dashboard;

import io.carillon.booking.clinic.Clinic;
import io.carillon.booking.clinic.ClinicRepository;
import io.carillon.booking.dashboard.DashboardCache.Days;
import io.carillon.booking.scope.ClinicScope;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/dashboard} (R-BOOK-11, R-BOOK-14, R-PERF-24). */
@Path("/api/dashboard")
@Produces(MediaType.APPLICATION_JSON)
@Requires(Role.VIEWER)
@RunOnVirtualThread
public class DashboardResource {

    /** Days are this list's rows, and no list has more (R-BOOK-14); the next page is another from and to. */
    private static final int MOST_DAYS = 200;

    private static final int DAYS_WITHOUT_FROM = 30;

    private final DashboardReader reader;
    private final ClinicRepository clinics;
    private final Transactions transactions;
    private final Caller caller;
    private final Clock clock;

    DashboardResource(
            DashboardReader reader, ClinicRepository clinics, Transactions transactions, Caller caller, Clock clock) {
        this.reader = reader;
        this.clinics = clinics;
        this.transactions = transactions;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * @param code code or {@code org_id}; not needed by a service that speaks for one clinic
     * @param from first day by the clinic's clock, for example {@code 2030-01-01}; 29 days before {@code to} by default
     * @param to last day; today by default
     */
    @GET
    public Dashboard dashboard(
            @QueryParam("clinic") @Nullable String code,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to) {
        var clinic = clinic(code);
        var last = QueryParameters.date("to", to).orElseGet(() -> today(clinic));
        var first = QueryParameters.date("from", from).orElseGet(() -> last.minusDays(DAYS_WITHOUT_FROM - 1));
        if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last.plusDays(1))) {
            throw QueryParameters.invalid("from and to are the wrong way round or too far apart; expected 1 to %d days."
                    .formatted(MOST_DAYS));
        }
        return reader.read(clinic, new Days(first, last));
    }

    private Clinic clinic(@Nullable String code) {
        var asked = QueryParameters.given("clinic", code);
        var wanted = asked.or(() -> caller.clinic().map(UUID::toString))
                .orElseThrow(() -> QueryParameters.invalid("clinic is missing; expected a clinic's code or org_id."));
        return transactions
                .visibleTo(caller.clinic(), connection -> clinics.find(connection, wanted))
                .orElseThrow(ClinicScope::unknownClinic);
    }

    private LocalDate today(Clinic clinic) {
        try {
            return LocalDate.ofInstant(clock.instant(), ZoneId.of(clinic.zone()));
        } catch (DateTimeException e) {
            return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        }
    }
}
