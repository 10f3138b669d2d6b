package io.carillon.booking.datacheck;

import io.carillon.booking.datacheck.DataCheckView.DataCheckList;
import io.carillon.booking.mode.Mode;
import io.carillon.booking.mode.ServedDuring;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.database.Transactions;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/diagnostics/data}: is what the tables say possible? Over all clinics, so not for one clinic's keys. */
@Path("/api/diagnostics/data")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class DataCheckResource {

    private static final int ROWS = 200;

    private static final int MOST_ROWS = 1_000;

    private final DataChecks checks;
    private final Repairs repairs;
    private final ResultRepository results;
    private final Figures figures;
    private final Transactions transactions;
    private final Caller caller;

    DataCheckResource(
            DataChecks checks,
            Repairs repairs,
            ResultRepository results,
            Figures figures,
            Transactions transactions,
            Caller caller) {
        this.checks = checks;
        this.repairs = repairs;
        this.results = results;
        this.figures = figures;
        this.transactions = transactions;
        this.caller = caller;
    }

    /** What each check found when it last ran, whoever ran it. */
    @GET
    @Requires(Role.VIEWER)
    public DataCheckList list() {
        ofThePlatform();
        return transactions.acrossClinics(
                connection -> DataCheckView.list(results.last(connection), results.lastSuccess(connection)));
    }

    /** Runs the check and keeps the result (R-BOOK-26). */
    @GET
    @Path("/{check}")
    @Requires(Role.VIEWER)
    public DataCheckView run(@PathParam("check") String check) {
        ofThePlatform();
        var known = known(check);
        var result = checks.run(known);
        return transactions.acrossClinics(connection ->
                DataCheckView.of(result, results.lastSuccess(connection).get(known), figures.of(connection, known)));
    }

    /**
     * Mends what the check finds, also while writing is stopped: that is when damage is mended.
     *
     * @param dryRun {@code true} unless said otherwise: tells what would change, by doing it and taking it back
     * @param id for {@code missing}: brings this soft-deleted appointment back, whoever deleted it
     * @param limit rows mended at most; 200 by default, at most 1000
     */
    @POST
    @Path("/{check}/repair")
    @Requires(Role.ADMIN)
    @ServedDuring({Mode.READ_ONLY, Mode.MAINTENANCE})
    public RepairReport repair(
            @PathParam("check") String check,
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("id") @Nullable String id,
            @QueryParam("limit") @Nullable String limit) {
        ofThePlatform();
        var known = known(check);
        var order = new Repairer.Order(
                known,
                QueryParameters.flag("dryRun", dryRun).orElse(true),
                QueryParameters.limit(limit, ROWS, MOST_ROWS),
                only(known, id),
                caller.name());
        return repairs.repair(order, caller.source());
    }

    private static Optional<UUID> only(Check check, @Nullable String id) {
        if (id != null && check != Check.MISSING) {
            throw QueryParameters.invalid("id is for the check missing; expected no id.");
        }
        return QueryParameters.id("id", id);
    }

    private static Check known(String check) {
        return Check.of(check)
                .orElseThrow(
                        () -> new ProblemException(
                                404,
                                "UNKNOWN_CHECK",
                                "Unknown check",
                                "There is no such check; expected duplicates, missing, orphans, incorrect, isolation or claims."));
    }

    private void ofThePlatform() {
        if (caller.clinic().isPresent()) {
            throw new ProblemException(
                    403, "FORBIDDEN", "Forbidden", "Data checks look at all clinics; expected a key of the platform.");
        }
    }
}
