package io.carillon.booking.recovery;

import io.carillon.booking.mode.Mode;
import io.carillon.booking.mode.ServedDuring;
import io.carillon.booking.recovery.Restores.Kept;
import io.carillon.kit.access.Caller;
import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.query.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/diagnostics/data}, what follows damage: how much there is, rows put back, bookings replayed. Over all clinics,
 * so not for one clinic's keys; and while writing is stopped, since that is the first step of the drill (R-BOOK-32).
 */
@Path("/api/diagnostics/data")
@Produces(MediaType.APPLICATION_JSON)
@ServedDuring({Mode.READ_ONLY, Mode.MAINTENANCE})
@RunOnVirtualThread
public class RecoveryResource {

    private static final int ROWS = 200;

    private static final int MOST_ROWS = 1_000;

    private final ScopeReport scope;
    private final LostRows lost;
    private final Restores restores;
    private final Replays replays;
    private final Caller caller;
    private final Clock clock;

    RecoveryResource(ScopeReport scope, LostRows lost, Restores restores, Replays replays, Caller caller, Clock clock) {
        this.scope = scope;
        this.lost = lost;
        this.restores = restores;
        this.replays = replays;
        this.caller = caller;
        this.clock = clock;
    }

    /** How much there is of everything, beside the restored copy where one is named. */
    @GET
    @Path("/scope")
    @Requires(Role.VIEWER)
    public ScopeReport.Scope scope() {
        ofThePlatform();
        return scope.read();
    }

    /**
     * What there is to restore: rows of a table that the restored copy has and we have not, ids only.
     *
     * @param limit ids at most; 200 by default, at most 1000
     */
    @GET
    @Path("/lost")
    @Requires(Role.VIEWER)
    public LostRows.Lost lost(
            @QueryParam("table") @Nullable String table, @QueryParam("limit") @Nullable String limit) {
        ofThePlatform();
        return lost.of(
                QueryParameters.given("table", table)
                        .orElseThrow(
                                () -> QueryParameters.invalid("table is missing; expected a table's name, see scope.")),
                QueryParameters.limit(limit, ROWS, MOST_ROWS));
    }

    /**
     * Puts one row back, from the restored copy or from the archive of the data checks.
     *
     * @param table of the row in the copy, with {@code id}: its primary key, the parts with {@code /} between them
     * @param archive id in {@code data_check_archive}, instead of the two
     * @param dryRun {@code true} unless said otherwise: tells what would change, by doing it and taking it back
     * @param tell whether the other services hear of it as of any other change, and callers by text message: by default only of
     *     what comes from the archive, since a repair told that it went
     */
    @POST
    @Path("/restore")
    @Requires(Role.ADMIN)
    public RestoreReport restore(
            @QueryParam("table") @Nullable String table,
            @QueryParam("id") @Nullable String id,
            @QueryParam("archive") @Nullable String archive,
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("tell") @Nullable String tell) {
        ofThePlatform();
        var kept = kept(table, id, archive);
        return restores.restore(new Restores.Order(
                kept,
                QueryParameters.flag("dryRun", dryRun).orElse(true),
                QueryParameters.flag("tell", tell).orElse(kept instanceof Kept.InArchive),
                caller.name(),
                caller.source()));
    }

    /**
     * Brings appointments to what {@code carillon.bookings} told of them; a second time changes nothing.
     *
     * @param since from when on the topic is read, for example the time of the backup; it keeps seven days
     * @param dryRun {@code true} unless said otherwise
     * @param limit rows changed at most; 200 by default, at most 1000
     */
    @POST
    @Path("/replay")
    @Requires(Role.ADMIN)
    public ReplayReport replay(
            @QueryParam("since") @Nullable String since,
            @QueryParam("dryRun") @Nullable String dryRun,
            @QueryParam("limit") @Nullable String limit) {
        ofThePlatform();
        var from = QueryParameters.time("since", since)
                .filter(time -> !time.isAfter(clock.instant()))
                .orElseThrow(() -> QueryParameters.invalid(
                        "since is missing or still to come; expected the time of the backup, ISO 8601 with offset."));
        return replays.replay(new Replays.Order(
                from,
                QueryParameters.flag("dryRun", dryRun).orElse(true),
                QueryParameters.limit(limit, ROWS, MOST_ROWS),
                caller.name(),
                caller.source()));
    }

    private static Kept kept(@Nullable String table, @Nullable String id, @Nullable String archive) {
        var fromTable = QueryParameters.given("table", table);
        var fromId = QueryParameters.given("id", id);
        var fromArchive = QueryParameters.given("archive", archive);
        if (fromArchive.isPresent() && fromTable.isEmpty() && fromId.isEmpty()) {
            return new Kept.InArchive(QueryParameters.number("archive", archive, 0, 1, Integer.MAX_VALUE));
        }
        if (fromArchive.isEmpty() && fromTable.isPresent() && fromId.isPresent()) {
            return new Kept.InCopy(fromTable.get(), fromId.get());
        }
        throw QueryParameters.invalid("Which row is not said; expected table and id, or archive.");
    }

    private void ofThePlatform() {
        if (caller.clinic().isPresent()) {
            throw new ProblemException(
                    403, "FORBIDDEN", "Forbidden", "Recovery works on all clinics; expected a key of the platform.");
        }
    }
}
